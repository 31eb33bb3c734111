//! Verified copies of the database.
//!
//! A backup is made through SQLite's backup API into a temporary file, turned into a plain
//! one-file database, checked, and only then given its name. Seven automatic ones are kept;
//! those made by hand stay until the reader removes them.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::open::{check, migrate};
use super::{APPLICATION_ID, Folder, SCHEMA_VERSION};
use crate::api::BackupView;
use crate::app::stamp;
use crate::{Code, Error, Result};

/// Automatic backups that are kept.
pub const KEPT: usize = 7;

/// Who asked for a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The daily schedule.
    Automatic,
    /// The reader, or a step that is about to replace the database.
    Manual,
}

impl Reason {
    const fn suffix(self) -> &'static str {
        match self {
            Self::Automatic => "auto",
            Self::Manual => "manual",
        }
    }
}

const TIME: &str = "%Y%m%dT%H%M%S%3fZ";

/// Copies the open database, verifies the copy and names it by `now`.
///
/// # Errors
/// `cannot_write` when the folder cannot take it, `database_corrupt` when the copy fails its
/// check: then no file is left.
pub fn create(
    source: &Connection,
    folder: &Folder,
    now: DateTime<Utc>,
    reason: Reason,
) -> Result<BackupView> {
    let backups = folder.backups();
    fs::create_dir_all(&backups)
        .map_err(|error| Error::file("create the backup folder", &backups, &error))?;
    let name = format!("colloquy-{}-{}.db", now.format(TIME), reason.suffix());
    let partial = backups.join(format!("{name}.partial"));
    let finished = backups.join(&name);
    let made = copy(source, &partial).and_then(|()| {
        fs::rename(&partial, &finished)
            .map_err(|error| Error::file("name the backup", &finished, &error))
    });
    if let Err(error) = made {
        remove_if_there(&partial)?;
        return Err(error);
    }
    if reason == Reason::Automatic {
        prune(folder)?;
    }
    view(&finished, &name)
        .ok_or_else(|| Error::new(Code::Internal, "The backup was made but cannot be read."))
}

fn copy(source: &Connection, partial: &Path) -> Result<()> {
    remove_if_there(partial)?;
    let mut target = Connection::open(partial)?;
    copy_pages(source, &mut target)?;
    target.pragma_update(None, "journal_mode", "DELETE")?;
    check(&target)?;
    target.close().map_err(|(_, error)| Error::from(error))?;
    let file = fs::File::open(partial).map_err(|error| Error::file("open", partial, &error))?;
    file.sync_all()
        .map_err(|error| Error::file("write", partial, &error))
}

/// Whether the newest automatic backup is a day old (or there is none).
///
/// # Errors
/// When the folder cannot be read.
pub fn is_due(folder: &Folder, now: DateTime<Utc>) -> Result<bool> {
    let newest = names(folder)?
        .into_iter()
        .filter(|name| name.contains(Reason::Automatic.suffix()))
        .max();
    Ok(newest.and_then(|name| made_at(&name)).is_none_or(|made| {
        now.signed_duration_since(made) >= chrono::Duration::days(1) || made > now
    }))
}

/// Every backup, newest first, each opened and checked now.
///
/// # Errors
/// When the folder cannot be read.
pub fn list(folder: &Folder) -> Result<Vec<BackupView>> {
    let mut names = names(folder)?;
    names.sort_by(|a, b| b.cmp(a));
    Ok(names
        .iter()
        .filter_map(|name| view(&folder.backups().join(name), name))
        .collect())
}

/// The path of a good backup by its name.
///
/// # Errors
/// `not_found` for a name that is not in the list, `database_corrupt` for one that fails its check.
pub fn find(folder: &Folder, name: &str) -> Result<PathBuf> {
    if !names(folder)?.iter().any(|known| known == name) {
        return Err(Error::not_found("backup", name));
    }
    let path = folder.backups().join(name);
    verify(&path)?;
    Ok(path)
}

/// Names of the files that are backups, unordered.
pub(super) fn names(folder: &Folder) -> Result<Vec<String>> {
    let backups = folder.backups();
    let entries = match fs::read_dir(&backups) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::file("read the backup folder", &backups, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry =
            entry.map_err(|error| Error::file("read the backup folder", &backups, &error))?;
        if let Some(name) = entry
            .file_name()
            .to_str()
            .filter(|name| made_at(name).is_some())
        {
            names.push(name.to_owned());
        }
    }
    Ok(names)
}

fn prune(folder: &Folder) -> Result<()> {
    let mut automatic: Vec<_> = names(folder)?
        .into_iter()
        .filter(|name| name.contains(Reason::Automatic.suffix()))
        .collect();
    automatic.sort_by(|a, b| b.cmp(a));
    for name in automatic.into_iter().skip(KEPT) {
        let path = folder.backups().join(name);
        fs::remove_file(&path)
            .map_err(|error| Error::file("remove the old backup", &path, &error))?;
    }
    Ok(())
}

fn view(path: &Path, name: &str) -> Option<BackupView> {
    Some(BackupView {
        name: name.to_owned(),
        made_at: stamp(made_at(name)?),
        bytes: fs::metadata(path).ok()?.len(),
        good: verify(path).is_ok(),
        automatic: name.contains(Reason::Automatic.suffix()),
    })
}

/// Opens a backup read-only: it must be ours, not newer, and pass SQLite's check.
fn verify(path: &Path) -> Result<()> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version: i32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if application != APPLICATION_ID || version > SCHEMA_VERSION {
        return Err(Error::new(
            Code::DatabaseCorrupt,
            "This file is not a backup that this version can use.",
        ));
    }
    check(&connection)
}

fn made_at(name: &str) -> Option<DateTime<Utc>> {
    let (time, reason) = name
        .strip_prefix("colloquy-")?
        .strip_suffix(".db")?
        .split_once('-')?;
    ["auto", "manual"].contains(&reason).then_some(())?;
    NaiveDateTime::parse_from_str(time, TIME)
        .ok()
        .map(|time| time.and_utc())
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::file("remove", path, &error))
        }
        _ => Ok(()),
    }
}

/// Moves the database (with its write-ahead log) out of the way, never deleting it; returns its
/// new path, or `None` when there was no file.
///
/// # Errors
/// `cannot_write` when it cannot be moved.
pub fn keep_aside(folder: &Folder, now: DateTime<Utc>) -> Result<Option<PathBuf>> {
    let database = folder.database();
    if !database.exists() {
        return Ok(None);
    }
    let kept = folder.kept();
    fs::create_dir_all(&kept).map_err(|error| Error::file("create", &kept, &error))?;
    let target = kept.join(format!("colloquy-{}.db", now.format(TIME)));
    // The log first: if the second move fails, the next start finds the database without a log
    // that no longer belongs to it, and both are still there.
    for suffix in ["-wal", "-shm", ""] {
        let (from, to) = (with_suffix(&database, suffix), with_suffix(&target, suffix));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::file("move aside", &from, &error));
            }
            _ => {}
        }
    }
    Ok(Some(target))
}

/// Puts a verified backup in the place of the database, which must have been moved aside.
///
/// # Errors
/// When the copy cannot be written; then there is no database file.
pub fn put_in_place(folder: &Folder, backup: &Path) -> Result<()> {
    let partial = folder.root().join("colloquy.db.partial");
    fs::copy(backup, &partial)
        .map_err(|error| Error::file("copy the backup to", &partial, &error))?;
    let file = fs::File::open(&partial).map_err(|error| Error::file("open", &partial, &error))?;
    file.sync_all()
        .map_err(|error| Error::file("write", &partial, &error))?;
    let database = folder.database();
    fs::rename(&partial, &database).map_err(|error| Error::file("put in place", &database, &error))
}

/// Replaces the content of an open database by that of a verified backup, in one transaction, and
/// brings it up to date. The file stays the same one, so other processes that have it open do not
/// go on writing into a file that was moved away.
///
/// # Errors
/// When the database cannot be written; it is then as it was.
pub fn restore_into(database: &mut Connection, backup: &Path) -> Result<()> {
    let source = Connection::open_with_flags(
        backup,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    copy_pages(&source, database)?;
    migrate(database)
}

/// Copies all pages in one step, so in one transaction; waits as long as any statement does.
fn copy_pages(source: &Connection, target: &mut Connection) -> Result<()> {
    match Backup::new(source, target)?.step(i32::MAX)? {
        StepResult::Done => Ok(()),
        _ => Err(Error::new(
            Code::DatabaseLocked,
            "Another program is using the database.",
        )),
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
