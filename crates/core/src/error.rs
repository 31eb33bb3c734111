//! The one error of the core. Interfaces match [`Code`], never the text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Result of everything in the core.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What kind of failure it was. A code exists because a consumer treats it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The request is not of the command's form, or a value is out of range.
    InvalidInput,
    /// There is no command, course, lesson, block or backup of that name.
    NotFound,
    /// A course folder or package was refused; nothing was changed.
    BadPackage,
    /// The database was written by a newer version of Colloquy; it was not touched.
    DatabaseNewer,
    /// The database cannot be read as one; it was not changed.
    DatabaseCorrupt,
    /// Another program holds the database; it was not changed.
    DatabaseLocked,
    /// The disk is full or the folder cannot be written to.
    CannotWrite,
    /// The host cannot do this (for example open a folder from a browser).
    Unsupported,
    /// Anything else: a defect or a failing machine.
    Internal,
}

impl Code {
    /// The code as it is written in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidInput => "invalid_input",
            Self::NotFound => "not_found",
            Self::BadPackage => "bad_package",
            Self::DatabaseNewer => "database_newer",
            Self::DatabaseCorrupt => "database_corrupt",
            Self::DatabaseLocked => "database_locked",
            Self::CannotWrite => "cannot_write",
            Self::Unsupported => "unsupported",
            Self::Internal => "internal",
        }
    }
}

/// A failure with a code for programs, a sentence for people and the things it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
#[ts(rename = "CallFailure")]
pub struct Error {
    /// What kind of failure.
    pub code: Code,
    /// One sentence that names the thing and the place.
    pub message: String,
    /// The same facts by name (`path`, `course`, `line` …); never private text.
    pub context: BTreeMap<String, String>,
}

impl Error {
    /// A failure of this kind, described by one sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            context: BTreeMap::new(),
        }
    }

    /// Shorthand for a value that cannot be accepted.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Code::InvalidInput, message)
    }

    /// Shorthand for something that does not exist: `what` is its kind, `id` its name.
    pub fn not_found(what: &str, id: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no {what} “{id}”.")).with(what, id)
    }

    /// The same failure with one more fact.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.context.insert(key.to_owned(), value.to_string());
        self
    }

    /// A failed file operation: says what was being done to which path.
    pub fn file(doing: &str, path: &std::path::Path, source: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let code = match source.kind() {
            Kind::NotFound => Code::NotFound,
            Kind::PermissionDenied
            | Kind::StorageFull
            | Kind::ReadOnlyFilesystem
            | Kind::QuotaExceeded => Code::CannotWrite,
            _ => Code::Internal,
        };
        Self::new(
            code,
            format!("Could not {doing} {}: {source}.", path.display()),
        )
        .with("path", path.display())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sql;
        let code = match source.sqlite_error_code() {
            Some(Sql::DatabaseBusy | Sql::DatabaseLocked) => Code::DatabaseLocked,
            Some(Sql::DatabaseCorrupt | Sql::NotADatabase) => Code::DatabaseCorrupt,
            Some(
                Sql::DiskFull
                | Sql::ReadOnly
                | Sql::CannotOpen
                | Sql::PermissionDenied
                | Sql::SystemIoFailure,
            ) => Code::CannotWrite,
            _ => Code::Internal,
        };
        let message = match code {
            Code::DatabaseLocked => "Another program is using the database.".to_owned(),
            Code::DatabaseCorrupt => "The database is damaged.".to_owned(),
            Code::CannotWrite => format!("The database cannot be written to: {source}."),
            _ => format!("The database reported: {source}."),
        };
        Self::new(code, message)
    }
}

impl From<serde_json::Error> for Error {
    fn from(source: serde_json::Error) -> Self {
        Self::new(
            Code::Internal,
            format!("Stored data could not be read: {source}."),
        )
    }
}
