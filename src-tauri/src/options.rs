//! What the command line says.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Parser;
use colloquy_core::{Result, db::Folder};

/// Colloquy in a window: follow a course offline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Parser)]
#[command(name = "colloquy-desktop", version)]
pub struct Options {
    /// Keep everything (courses, progress, preferences, logs) in this folder instead of the platform's own
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Course packages to open
    #[arg(value_name = "FILE.colloquy")]
    pub files: Vec<PathBuf>,
}

impl Options {
    /// The data folder: as asked for, made absolute, or the platform's.
    ///
    /// # Errors
    /// When the system names no home folder, or no current folder to resolve a relative path.
    pub fn folder(&self) -> Result<Folder> {
        match &self.data {
            None => Folder::of_user(),
            Some(path) => std::path::absolute(path)
                .map(Folder::at)
                .map_err(|source| colloquy_core::Error::file("resolve", path, &source)),
        }
    }

    /// The course packages among the files, as absolute paths; relative ones are relative to `base`.
    #[must_use]
    pub fn packages(&self, base: &Path) -> Vec<PathBuf> {
        let named = self.files.iter().map(|file| base.join(file));
        named
            .filter(|file| {
                file.extension()
                    .is_some_and(|ending| ending.eq_ignore_ascii_case("colloquy"))
            })
            .collect()
    }
}

/// The course packages on the command line of a second start.
#[must_use]
pub fn packages_of(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    base: &Path,
) -> Vec<PathBuf> {
    // A command line that could not be read would have ended the second start itself.
    Options::try_parse_from(arguments)
        .map(|options| options.packages(base))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Options::command().debug_assert();
    }

    #[test]
    fn a_second_start_hands_over_its_packages_only() {
        let base = std::env::temp_dir();
        let second = [
            "colloquy-desktop",
            "--data",
            "d",
            "a.colloquy",
            "b.txt",
            "C.COLLOQUY",
        ];
        assert_eq!(
            packages_of(second, &base),
            [base.join("a.colloquy"), base.join("C.COLLOQUY")]
        );
        assert_eq!(
            packages_of(["colloquy-desktop", "--nonsense"], &base),
            Vec::<PathBuf>::new()
        );
    }

    #[test]
    fn a_relative_data_folder_becomes_absolute() {
        let options = Options {
            data: Some("here".into()),
            files: Vec::new(),
        };
        assert!(options.folder().unwrap().root().is_absolute());
    }
}
