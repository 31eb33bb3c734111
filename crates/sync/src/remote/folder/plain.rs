//! Looks at paths before anything is done with them: the folder is there, and no part of the path
//! is a link that leads out of it.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::remote::{RemoteError, fault};

use super::{Root, VERSION};

impl Root {
    /// The folder that somebody chose; a link to a folder counts as that folder.
    pub(super) fn find(path: &Path) -> Result<Self, RemoteError> {
        let at = |error: &std::io::Error| fault::of_io(error, &path.display().to_string());
        let found = path.canonicalize().map_err(|error| at(&error))?;
        let metadata = fs::metadata(&found).map_err(|error| at(&error))?;
        let root = Self {
            resolved: found,
            path: path.to_path_buf(),
            device: device(&metadata),
        };
        root.check()?;
        Ok(root)
    }

    /// Whether the folder is there at present.
    pub(super) fn check(&self) -> Result<(), RemoteError> {
        let metadata =
            fs::metadata(&self.resolved).map_err(|error| fault::of_io(&error, &self.text()))?;
        if !metadata.is_dir() {
            return Err(RemoteError::Unreachable(format!(
                "{}: not a folder",
                self.text()
            )));
        }
        // A stick that was pulled out leaves an empty folder where it was; one that was plugged in
        // again has its files, but perhaps another number.
        if device(&metadata) != self.device && !self.resolved.join(VERSION).is_dir() {
            return Err(RemoteError::Unreachable(format!(
                "{}: what was there is gone",
                self.text()
            )));
        }
        Ok(())
    }

    /// The folder's path, for messages.
    pub(super) fn text(&self) -> String {
        self.path.display().to_string()
    }

    /// Where a name of ours lies.
    pub(super) fn join(&self, name: &str) -> PathBuf {
        below(&self.resolved, name)
    }

    /// Where a name lies, for messages.
    pub(super) fn place(&self, name: &str) -> String {
        below(&self.path, name).display().to_string()
    }

    /// Whether the folders above a name are there and are folders, none a link: `false` when one
    /// is missing.
    pub(super) fn parents(&self, name: &str) -> Result<bool, RemoteError> {
        self.check()?;
        for (at, _) in name.match_indices('/') {
            match self.look(&name[..at])? {
                None => return Ok(false),
                Some(found) if found.is_dir() => {}
                Some(_) => return Err(self.trouble(&name[..at], "not a folder")),
            }
        }
        Ok(true)
    }

    /// What lies under a name, without following it; `None` when nothing does.
    pub(super) fn look(&self, name: &str) -> Result<Option<Metadata>, RemoteError> {
        match fs::symlink_metadata(self.join(name)) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(fault::of_io(&error, &self.place(name))),
        }
    }

    /// What is wrong with one name.
    pub(super) fn trouble(&self, name: &str, what: &str) -> RemoteError {
        RemoteError::Failed(format!("{}: {what}", self.place(name)))
    }
}

/// A path below a folder, with the separators of the system.
fn below(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    path.extend(name.split('/').filter(|part| !part.is_empty()));
    path
}

#[cfg(unix)]
fn device(metadata: &Metadata) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    Some(metadata.dev())
}

#[cfg(not(unix))]
fn device(_: &Metadata) -> Option<u64> {
    None
}
