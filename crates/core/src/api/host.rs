//! The host of commands: a data folder whose database is open, or the reason why it is not.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use serde_json::Value;

use super::{AppRecover, AppStatus, BackupView, Nothing, Recovered, StartProblem, Topic};
use crate::app::{App, Changes, Environment, Write};
use crate::db::{self, Folder, backup};
use crate::notice::{self, NewlyDue};
use crate::{Code, Error, Result, course, log, setting};

/// What a command answered and which topics it changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reply {
    /// The reply of the command, as JSON.
    pub value: Value,
    /// Topics that a committed write touched.
    pub changed: BTreeSet<Topic>,
}

impl Reply {
    pub(super) fn new(value: &impl Serialize, changed: Changes) -> Result<Self> {
        Ok(Self {
            value: serde_json::to_value(value)?,
            changed,
        })
    }
}

enum State {
    Ready(Box<App>),
    Blocked(StartProblem),
}

/// Runs commands on one data folder. Shared by all threads of a process.
pub struct Host {
    folder: Folder,
    environment: Arc<dyn Environment>,
    state: RwLock<State>,
    recovered: RwLock<Option<Recovered>>,
    /// SQLite's `data_version` when it was last looked at; 0 before that.
    version_seen: AtomicI64,
}

impl Host {
    /// Opens the folder. Trouble with the database does not fail: it becomes the state that
    /// [`status`](Self::status) reports and [`recover`](Self::recover) mends.
    #[must_use]
    pub fn open(folder: Folder, environment: Arc<dyn Environment>) -> Self {
        let state = start(&folder, &environment);
        Self {
            folder,
            environment,
            state: RwLock::new(state),
            recovered: RwLock::new(None),
            version_seen: AtomicI64::new(0),
        }
    }

    /// The data folder.
    #[must_use]
    pub const fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Lends the open app.
    ///
    /// # Errors
    /// The start-up problem when there is none, and whatever the operation reports. Damage found
    /// by any operation closes the app: the next status reports it with the backups.
    pub fn with_app<T>(&self, operation: impl FnOnce(&App) -> Result<T>) -> Result<T> {
        let result = match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Ready(app) => operation(app),
            State::Blocked(problem) => return Err(problem.error.clone()),
        };
        if let Err(error) = &result
            && error.code == Code::DatabaseCorrupt
        {
            self.block(error.clone().with("path", self.folder.database().display()));
        }
        result
    }

    /// Runs a read on one consistent view.
    ///
    /// # Errors
    /// As [`with_app`](Self::with_app).
    pub fn read<T>(
        &self,
        operation: impl FnOnce(&rusqlite::Connection) -> Result<T>,
    ) -> Result<(T, Changes)> {
        self.with_app(|app| app.read(operation))
            .map(|value| (value, Changes::new()))
    }

    /// Runs a write in one transaction.
    ///
    /// # Errors
    /// As [`with_app`](Self::with_app).
    pub fn write<T>(
        &self,
        operation: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<(T, Changes)> {
        self.with_app(|app| app.write(operation))
    }

    /// Whether another process has committed to the database since the last call.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn written_elsewhere(&self) -> Result<bool> {
        let version = self.with_app(|app| app.with_connection(|db| db::data_version(db)))?;
        let before = self.version_seen.swap(version, Ordering::Relaxed);
        Ok(before != 0 && before != version)
    }

    /// Makes the daily backup when it is due; hosts call it after the start and every hour. It reads
    /// through a connection of its own: commands go on meanwhile.
    ///
    /// # Errors
    /// What kept the backup from being made; the data itself is untouched.
    pub fn maintain(&self) -> Result<Option<BackupView>> {
        self.with_app(|app| {
            let now = app.environment().now();
            if !backup::is_due(&self.folder, now)? {
                return Ok(None);
            }
            let source = db::open_to_read(&self.folder)?;
            backup::create(&source, &self.folder, now, backup::Reason::Automatic).map(Some)
        })
    }

    /// What became due and was not said yet; it counts as said. Hosts that can say something outside
    /// the page ask now and then. Nothing while notices are off.
    ///
    /// # Errors
    /// As [`with_app`](Self::with_app).
    pub fn newly_due(&self) -> Result<NewlyDue> {
        // Only looked at: a write would have to wait for its turn among other processes.
        if !self.read(notice::read)?.0.on {
            return Ok(NewlyDue::default());
        }
        Ok(self.write(notice::take)?.0)
    }

    /// Makes a backup now.
    ///
    /// # Errors
    /// As [`maintain`](Self::maintain).
    pub fn back_up(&self) -> Result<BackupView> {
        self.with_app(|app| {
            let now = app.environment().now();
            app.with_connection(|db| backup::create(db, &self.folder, now, backup::Reason::Manual))
        })
    }

    /// Whether the data can be used, and what to offer when it can't.
    ///
    /// # Errors
    /// When a ready database cannot be read after all.
    pub fn status(&self) -> Result<AppStatus> {
        let problem = match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Ready(_) => None,
            State::Blocked(problem) => Some(problem.clone()),
        };
        let mut status = AppStatus {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_folder: self.folder.root().display().to_string(),
            database: self.folder.database().display().to_string(),
            problem,
            recovered: self
                .recovered
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
            first_run: false,
            current_course: None,
            last_place: None,
            database_bytes: self.folder.database_bytes(),
        };
        if status.problem.is_none() {
            let (settings, _) = self.read(|db| {
                Ok((
                    setting::current_course(db)?,
                    setting::last_place(db)?,
                    course::is_any_installed(db)?,
                ))
            })?;
            (status.current_course, status.last_place, status.first_run) =
                (settings.0, settings.1, !settings.2);
        }
        Ok(status)
    }

    /// Mends a start-up problem as asked. The unusable file is kept aside, never deleted.
    ///
    /// # Errors
    /// When a file cannot be moved, the backup is not good, or the database is fine already.
    pub fn recover(&self, how: &AppRecover) -> Result<AppStatus> {
        {
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            if !matches!(how, AppRecover::Retry) {
                let State::Blocked(problem) = &*state else {
                    return Err(Error::invalid(
                        "The database is in order: there is nothing to recover.",
                    ));
                };
                if problem.error.code != Code::DatabaseCorrupt {
                    return Err(Error::new(
                        problem.error.code,
                        "This file is whole, so it stays where it is. Only a damaged one is replaced.",
                    ));
                }
                let backup = match how {
                    AppRecover::Restore { backup } => {
                        Some((backup.clone(), backup::find(&self.folder, backup)?))
                    }
                    _ => None,
                };
                let kept = backup::keep_aside(&self.folder, self.environment.now())?;
                if let Some((_, path)) = &backup {
                    backup::put_in_place(&self.folder, path)?;
                } else {
                    db::create_empty(&self.folder)?;
                }
                *self
                    .recovered
                    .write()
                    .unwrap_or_else(PoisonError::into_inner) = Some(Recovered {
                    kept_as: kept.map(|path| path.display().to_string()),
                    restored: backup.map(|(name, _)| name),
                });
            }
            if matches!(*state, State::Blocked(_)) {
                *state = start(&self.folder, &self.environment);
            }
        }
        self.status()
    }

    /// Replaces the content of a working database by that of a backup, after making a backup of
    /// what is there. Other processes that have the database open see the new content.
    ///
    /// # Errors
    /// When the backup is unknown or not good, or the database cannot be written; it is then as
    /// it was.
    pub fn restore(&self, name: &str) -> Result<AppStatus> {
        let chosen = backup::find(&self.folder, name)?;
        let before = self.back_up()?;
        self.with_app(|app| {
            app.with_connection(|db| backup::restore_into(db, &chosen))?;
            course::refresh(app)
        })?;
        *self
            .recovered
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Some(Recovered {
            kept_as: Some(
                self.folder
                    .backups()
                    .join(before.name)
                    .display()
                    .to_string(),
            ),
            restored: Some(name.to_owned()),
        });
        self.status()
    }

    fn block(&self, error: Error) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Ready(_)) {
            *state = State::Blocked(self.problem(error));
        }
    }

    fn problem(&self, error: Error) -> StartProblem {
        problem(&self.folder, error)
    }
}

fn start(folder: &Folder, environment: &Arc<dyn Environment>) -> State {
    let opened = db::open(folder).map(|connection| App::new(connection, Arc::clone(environment)));
    let ready = opened.and_then(|app| {
        // The first write makes the device, and events of what a version without them kept.
        if app.read(log::own)?.is_none() {
            app.write(|_| Ok(()))?;
        }
        course::refresh(&app)?;
        Ok(app)
    });
    match ready {
        Ok(app) => State::Ready(Box::new(app)),
        Err(error) => {
            tracing::warn!(code = error.code.as_str(), "the database was not opened");
            State::Blocked(problem(folder, error))
        }
    }
}

fn problem(folder: &Folder, error: Error) -> StartProblem {
    let backups = backup::list(folder).unwrap_or_else(|listing| {
        tracing::warn!(code = listing.code.as_str(), "the backups cannot be listed");
        Vec::new()
    });
    StartProblem {
        error,
        backups: backups.into_iter().filter(|backup| backup.good).collect(),
    }
}

/// The reply of commands that return nothing.
pub(super) const NOTHING: Nothing = Nothing {};
