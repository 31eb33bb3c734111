//! Start-up, data folder, backups and courses as the interface sees them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Error;

/// Whether the data can be used, and what to offer when it can't.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AppStatus {
    /// Version of Colloquy, as in its package.
    pub version: String,
    /// The data folder.
    pub data_folder: String,
    /// The database file in it.
    pub database: String,
    /// `None` when everything is ready; else why the data was not opened.
    pub problem: Option<StartProblem>,
    /// Set once after a recovery: what was done and where the old file is.
    pub recovered: Option<Recovered>,
    /// No course was ever started here.
    pub first_run: bool,
    /// The course shown when none is named.
    pub current_course: Option<String>,
    /// Where the reader was when the window closed, as an address inside the app (`#/lesson/…`).
    pub last_place: Option<String>,
    /// Size of the database with its log, in bytes.
    #[ts(type = "number")]
    pub database_bytes: u64,
}

/// Why the database was not opened. The file is as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StartProblem {
    /// `database_newer`, `database_corrupt`, `database_locked` or `cannot_write`.
    pub error: Error,
    /// Backups that open and pass SQLite's own check, newest first.
    pub backups: Vec<BackupView>,
}

/// What a recovery did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recovered {
    /// Where the file that could not be used is kept.
    pub kept_as: Option<String>,
    /// The backup that is now in its place; `None` after starting empty.
    pub restored: Option<String>,
}

/// What to do about a [`StartProblem`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "action", rename_all = "snake_case", deny_unknown_fields)]
pub enum AppRecover {
    /// Try to open the same file again.
    Retry,
    /// Keep the file aside and put this backup in its place.
    Restore {
        /// Name of the backup, from the list.
        backup: String,
    },
    /// Keep the file aside and start empty.
    Fresh,
}

/// Where the reader is, so that the next start opens there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlaceSave {
    /// Address inside the app, for example `#/lesson/<course>/<lesson>`; at most 500 bytes.
    pub place: String,
}

/// Version, licences and origins for the About page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct About {
    /// Version of Colloquy.
    pub version: String,
    /// Version of SQLite in this build.
    pub sqlite: String,
    /// The project's own licence.
    pub licence: String,
    /// Third-party notices, plain text.
    pub notices: String,
}

/// One verified copy of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupView {
    /// File name in the backup folder; the name other commands take.
    pub name: String,
    /// When it was made, RFC 3339 UTC.
    pub made_at: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// It opened and passed SQLite's integrity check just now.
    pub good: bool,
    /// Made by the daily schedule rather than by hand.
    pub automatic: bool,
}

/// The backups and where they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupList {
    /// Folder of the backups.
    pub folder: String,
    /// Newest first.
    pub backups: Vec<BackupView>,
}

/// Which backup to put in place of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BackupRestore {
    /// Name from [`BackupList`].
    pub backup: String,
}

/// An installed course in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CourseSummary {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// One sentence.
    pub standfirst: String,
    /// Revision that is installed.
    pub revision: u32,
    /// Number of lessons.
    pub lessons: u32,
    /// Number of modules.
    pub modules: u32,
    /// Reading minutes, all lessons.
    pub minutes: u32,
    /// It came with Colloquy.
    pub built_in: bool,
    /// It is the one that Today and the map show.
    pub current: bool,
    /// When this revision was installed, RFC 3339 UTC.
    pub installed_at: String,
}

/// Courses that are installed, and the one that could be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CourseList {
    /// By title.
    pub courses: Vec<CourseSummary>,
    /// The course that ships with Colloquy, whether or not it was started.
    pub built_in: BuiltInCourse,
}

/// The course that ships with Colloquy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BuiltInCourse {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Number of modules.
    pub modules: u32,
    /// Number of lessons.
    pub lessons: u32,
    /// Reading minutes.
    pub minutes: u32,
}

/// Open a `.colloquy` file or a course folder on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CourseOpen {
    /// Path of the file or folder.
    pub path: String,
}

/// A course by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CourseRef {
    /// Stable id.
    pub course: String,
}

/// What installing a course did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CourseInstalled {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Revision now installed.
    pub revision: u32,
    /// Revision it replaced, if the course was installed before.
    pub replaced: Option<u32>,
    /// Number of lessons.
    pub lessons: u32,
    /// Blocks that are new against the replaced revision.
    pub blocks_added: u32,
    /// Blocks that are gone; what was recorded about them is kept.
    pub blocks_removed: u32,
    /// Problems that do not stop the course from being read (missing images …).
    pub warnings: Vec<String>,
}

/// A file of a course (an image) by its path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AssetRead {
    /// Course id.
    pub course: String,
    /// Path inside the course, as in `data-asset`.
    pub path: String,
}

/// The bytes of a course's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Asset {
    /// Media type by the file's ending: only images are served.
    pub media_type: String,
    /// Standard base64.
    pub base64: String,
}

/// Whether another process wrote to the data since the last time this was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AppPulse {
    /// It did: the reply names every topic as changed.
    pub elsewhere: bool,
}
