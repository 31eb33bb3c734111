//! Where things are: the repository, cargo's target folder, the binaries.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use xshell::{Shell, cmd};

/// The binary of the command-line program.
pub const CLI_BIN: &str = "colloquy";
/// The package and the binary of the desktop app.
pub const DESKTOP: &str = "colloquy-desktop";
/// The package of the command-line program.
pub const CLI_PACKAGE: &str = "colloquy-cli";

/// A cargo profile, by the name of its folder under the target folder.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Profile {
    /// What tests use.
    Debug,
    /// What is shipped.
    Release,
}

impl Profile {
    fn folder(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// The repository on this machine.
pub struct Repo {
    root: PathBuf,
    target: PathBuf,
}

impl Repo {
    /// Finds the repository that this tool was built in, and cargo's target folder for it.
    pub fn find() -> Result<Self> {
        let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest_dir
            .ancestors()
            .nth(2)
            .map(Path::to_path_buf)
            .with_context(|| {
                format!(
                    "{} is not crates/xtask of a repository",
                    manifest_dir.display()
                )
            })?;

        #[derive(Deserialize)]
        struct Metadata {
            target_directory: PathBuf,
        }
        let shell = Shell::new().context("cannot read the current folder")?;
        shell.change_dir(&root);
        let json = cmd!(shell, "cargo metadata --no-deps --format-version 1")
            .quiet()
            .read()
            .context("cargo cannot read the workspace; its message is above")?;
        let metadata: Metadata =
            serde_json::from_str(&json).context("cargo metadata printed something unexpected")?;
        Ok(Self {
            root,
            target: metadata.target_directory,
        })
    }

    /// A path inside the repository.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path inside cargo's target folder.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// A built binary.
    pub fn binary(&self, profile: Profile, name: &str) -> PathBuf {
        self.target
            .join(profile.folder())
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A built example.
    pub fn example(&self, profile: Profile, name: &str) -> PathBuf {
        self.target
            .join(profile.folder())
            .join("examples")
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// A shell whose commands run in a folder of the repository ("" for its top).
    pub fn shell(&self, folder: &str) -> Result<Shell> {
        let shell = Shell::new().context("cannot read the current folder")?;
        shell.change_dir(self.path(folder));
        Ok(shell)
    }
}
