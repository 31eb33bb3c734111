//! The database file: opening it safely, or saying exactly why not.
//!
//! **Context.** The file is the reader's only copy of their work. Opening must never harm a
//! file that this version does not understand, and must never quietly start over.
//!
//! **Design.** [`open`] looks before it touches: read-only first, for the application id and
//! the schema version. Only a file that is ours and not newer is opened for writing, put into
//! WAL mode and migrated. [`Folder`] knows where things lie; [`backup`] makes, verifies, prunes
//! and restores copies.

pub mod backup;
mod folder;
mod open;
#[cfg(test)]
mod tests;

pub use folder::Folder;
pub use open::{create_empty, open, open_to_read};

use std::sync::LazyLock;

use rusqlite_migration::{M, Migrations};

/// `CLQY`: marks an SQLite file as Colloquy's (SQLite file format, header offset 68).
pub const APPLICATION_ID: i32 = 0x434C_5159;

/// Every schema step, oldest first. A released step is never edited.
static MIGRATIONS: LazyLock<Migrations<'static>> = LazyLock::new(|| {
    Migrations::new(vec![
        M::up(include_str!(
            "../../migrations/0001_course_and_progress.sql"
        )),
        M::up(include_str!(
            "../../migrations/0002_notes_highlights_tools_search.sql"
        )),
        M::up(include_str!(
            "../../migrations/0003_path_review_calendar.sql"
        )),
        M::up(include_str!("../../migrations/0004_event_log.sql")),
    ])
});

/// The schema version that this build writes: the number of migrations.
pub const SCHEMA_VERSION: i32 = 4;

/// Changes whenever another connection has committed to the file: SQLite's `data_version`.
///
/// # Errors
/// When the database cannot be read.
pub fn data_version(connection: &rusqlite::Connection) -> crate::Result<i64> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

#[cfg(test)]
pub(crate) mod testing {
    //! Data folders of earlier versions.

    use super::{APPLICATION_ID, Folder, MIGRATIONS};

    /// A database as a version with this schema made it.
    pub fn open_at(folder: &Folder, schema: usize) -> crate::Result<rusqlite::Connection> {
        folder.create()?;
        let mut connection = rusqlite::Connection::open(folder.database())?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        MIGRATIONS
            .to_version(&mut connection, schema)
            .expect("migrates");
        Ok(connection)
    }
}
