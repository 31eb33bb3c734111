//! Opening the database, or refusing it unharmed.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::{APPLICATION_ID, Folder, MIGRATIONS, SCHEMA_VERSION, backup};
use crate::{Code, Error, Result};

/// How long a statement waits for another process (the command line beside the app).
const BUSY: Duration = Duration::from_secs(4);

/// Statements that stay prepared: a batch of events uses many kinds in turn.
const STATEMENTS: usize = 256;

/// Up to this size the whole file is checked at every start; it takes some tens of milliseconds.
/// Larger files are checked once a day, with their backup.
const CHECK_AT_START_BYTES: u64 = 32 << 20;

/// Opens the folder's database, creating it in an empty folder.
///
/// # Errors
/// `database_newer`, `database_corrupt`, `database_locked` or `cannot_write`; the file is then
/// as it was before.
pub fn open(folder: &Folder) -> Result<Connection> {
    folder.create()?;
    let path = folder.database();
    let bytes = match std::fs::metadata(&path) {
        Ok(found) => found.len(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => {
            return Err(Error {
                code: Code::CannotWrite,
                ..Error::file("read", &path, &error)
            });
        }
    };
    if bytes > 0 {
        inspect(&path).map_err(|error| error.with("path", path.display()))?;
    } else if !backup::names(folder)?.is_empty() {
        return Err(Error::new(
            Code::DatabaseCorrupt,
            "The database is missing or empty, although there are backups of it.",
        )
        .with("path", path.display()));
    }
    let connection = connect(&path, bytes).map_err(|error| error.with("path", path.display()))?;
    Ok(connection)
}

/// Creates an empty database in place of a file that was moved aside, although there are backups.
///
/// # Errors
/// As [`open`].
pub fn create_empty(folder: &Folder) -> Result<()> {
    let connection = connect(&folder.database(), 0)?;
    connection.close().map_err(|(_, error)| Error::from(error))
}

/// A second connection to a database that is open, which only reads.
///
/// # Errors
/// When the file cannot be read.
pub fn open_to_read(folder: &Folder) -> Result<Connection> {
    read_only(&folder.database())
}

fn read_only(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

/// Reads the marks of an existing file without changing a byte of it.
fn inspect(path: &Path) -> Result<()> {
    let connection = read_only(path)?;
    // A close would otherwise copy a write-ahead log left by a crash into a file not yet accepted.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(Error::new(
            Code::DatabaseCorrupt,
            "The file in the place of the database is damaged, or is not Colloquy's.",
        ));
    }
    if version > SCHEMA_VERSION {
        return Err(Error::new(
            Code::DatabaseNewer,
            "The database was written by a newer version of Colloquy.",
        )
        .with("found", version)
        .with("known", SCHEMA_VERSION));
    }
    expect_tables(&connection, version)
}

/// Checks that a file which bears our marks holds the tables of its version.
fn expect_tables(connection: &Connection, version: i32) -> Result<()> {
    let mut model = Connection::open_in_memory()?;
    let steps = usize::try_from(version).unwrap_or(0);
    MIGRATIONS.to_version(&mut model, steps).map_err(|error| {
        Error::new(Code::Internal, format!("The schema is not whole: {error}."))
    })?;
    let (expected, found) = (tables(&model)?, tables(connection)?);
    match expected.difference(&found).next() {
        None => Ok(()),
        Some(missing) => Err(Error::new(
            Code::DatabaseCorrupt,
            "The file in the place of the database bears Colloquy's marks but not its tables.",
        )
        .with("missing", missing)),
    }
}

fn tables(connection: &Connection) -> Result<BTreeSet<String>> {
    let mut statement =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

fn connect(path: &Path, bytes: u64) -> Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    if bytes > 0 && bytes <= CHECK_AT_START_BYTES {
        check(&connection)?;
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: a commit that was shown as saved survives a power cut, not only a crash.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    if bytes == 0 {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    migrate(&mut connection)?;
    Ok(connection)
}

/// Brings the schema up to date.
///
/// # Errors
/// When a step cannot be applied; then none of it was.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    MIGRATIONS
        .to_latest(connection)
        .map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => Error::from(err),
            other => Error::new(
                Code::Internal,
                format!("The database could not be brought up to date: {other}."),
            ),
        })
}

/// SQLite's own quick check of a whole file.
///
/// # Errors
/// `database_corrupt` with SQLite's first finding.
pub(super) fn check(connection: &Connection) -> Result<()> {
    let finding: String = connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
    if finding == "ok" {
        return Ok(());
    }
    Err(Error::new(Code::DatabaseCorrupt, "The database is damaged.").with("finding", finding))
}
