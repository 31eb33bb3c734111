//! Where things lie in the data folder.

use std::path::{Path, PathBuf};

use crate::{Code, Error, Result};

/// The data folder: one database, its backups, and files kept aside after trouble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// This folder.
    #[must_use]
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The platform's folder for a user's application data (XDG on Linux, Application Support on
    /// macOS, Roaming on Windows).
    ///
    /// # Errors
    /// `cannot_write` when the system names no home folder.
    pub fn of_user() -> Result<Self> {
        directories::ProjectDirs::from("org", "Colloquy", "colloquy")
            .map(|dirs| Self::at(dirs.data_dir()))
            .ok_or_else(|| {
                Error::new(
                    Code::CannotWrite,
                    "The system names no home folder. Choose a data folder with --data.",
                )
            })
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.root.join("colloquy.db")
    }

    /// Bytes of the database with its write-ahead log, for display: a file that cannot be looked at
    /// counts as empty.
    #[must_use]
    pub fn database_bytes(&self) -> u64 {
        let bytes = |path: PathBuf| std::fs::metadata(path).map_or(0, |found| found.len());
        bytes(self.database()) + bytes(self.root.join("colloquy.db-wal"))
    }

    /// The folder of backups.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }

    /// The folder of files kept aside because they could not be used.
    #[must_use]
    pub fn kept(&self) -> PathBuf {
        self.root.join("kept-aside")
    }

    /// Creates the folder when it is missing.
    ///
    /// # Errors
    /// `cannot_write` with the path.
    pub fn create(&self) -> Result<()> {
        std::fs::create_dir_all(&self.root).map_err(|source| Error {
            code: Code::CannotWrite,
            ..Error::file("create the data folder", &self.root, &source)
        })
    }
}
