//! Writing a file so that it is either whole or not there.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::{Code, Error};

/// Writes beside the target first, then gives the finished file its name. An older file of that
/// name stays until then.
///
/// # Errors
/// `invalid_input` for a folder, `cannot_write` and others as the system reports them; then
/// nothing is left behind.
pub fn write(target: &Path, bytes: &[u8]) -> Result<(), Error> {
    let partial = partial_name(target)?;
    let written = fill(&partial, bytes)
        .map_err(|source| Error::file("write", target, &source))
        .and_then(|()| {
            keep_permissions(target, &partial)?;
            fs::rename(&partial, target).map_err(|source| Error::file("write", target, &source))
        });
    if written.is_err() {
        // What failed is reported; a partial file that cannot be removed either adds nothing.
        let _left = fs::remove_file(&partial);
    }
    written
}

fn fill(partial: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(partial)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A file that is replaced stays as private, or as open, as it was.
fn keep_permissions(target: &Path, partial: &Path) -> Result<(), Error> {
    let Ok(found) = fs::metadata(target) else {
        return Ok(());
    };
    fs::set_permissions(partial, found.permissions())
        .map_err(|source| Error::file("write", target, &source))
}

fn partial_name(target: &Path) -> Result<PathBuf, Error> {
    let Some(name) = target.file_name().filter(|_| !target.is_dir()) else {
        let message = format!("{} is a folder: name a file to write.", target.display());
        return Err(Error::new(Code::InvalidInput, message).with("path", target.display()));
    };
    let mut partial = std::ffi::OsString::from(".");
    partial.push(name);
    partial.push(format!(".{}.partial", std::process::id()));
    Ok(target.with_file_name(partial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_is_replaced_and_nothing_else_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("out.csv");
        write(&target, b"old").unwrap();
        write(&target, b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_refused_by_name() {
        let dir = tempfile::tempdir().unwrap();
        let error = write(dir.path(), b"x").unwrap_err();
        assert_eq!(error.code, Code::InvalidInput);
        assert!(error.message.contains("is a folder"), "{}", error.message);
    }
}
