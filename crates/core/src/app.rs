//! The only transaction door, and the only place where time and randomness enter.
//!
//! **Context.** Every feature reads and writes one SQLite database. A change must be whole or
//! absent, and views must hear of it only after it is kept.
//!
//! **Design.** [`App::read`] lends a connection inside a read transaction, so that a view is of
//! one moment. [`App::write`] begins an immediate transaction, runs the operation, commits, and
//! returns the topics that it touched; on an error everything is rolled back. The operation gets
//! a [`Write`]: the connection, one `now` for the whole operation, ids, and the log
//! ([`crate::log`]), in which it records what the reader did.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Local, NaiveDate, SecondsFormat, Utc};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::api::Topic;
use crate::{Result, log};

/// What the outside world tells the core: time and entropy.
pub trait Environment: Send + Sync {
    /// The present moment.
    fn now(&self) -> DateTime<Utc>;
    /// Today's date where the reader is.
    fn local_date(&self) -> NaiveDate;
    /// Fills the buffer with unpredictable bytes.
    fn fill_random(&self, buffer: &mut [u8]);
}

/// The machine's own clock and entropy.
#[derive(Debug, Clone, Copy, Default)]
pub struct Machine;

impl Environment for Machine {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the wall clock enters"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the wall clock enters"
    )]
    fn local_date(&self) -> NaiveDate {
        Local::now().date_naive()
    }

    fn fill_random(&self, buffer: &mut [u8]) {
        // Ids only need to differ; a machine without entropy cannot run anything else either.
        getrandom::fill(buffer)
            .unwrap_or_else(|error| panic!("the system has no entropy: {error}"));
    }
}

/// The topics that a committed operation touched.
pub type Changes = BTreeSet<Topic>;

/// An open database with its clock.
pub struct App {
    connection: Mutex<Connection>,
    environment: Arc<dyn Environment>,
}

impl App {
    /// Takes over an opened, migrated connection.
    #[must_use]
    pub fn new(connection: Connection, environment: Arc<dyn Environment>) -> Self {
        Self {
            connection: Mutex::new(connection),
            environment,
        }
    }

    /// Runs `operation` on one consistent view of the database.
    ///
    /// # Errors
    /// Whatever the operation or SQLite reports.
    pub fn read<T>(&self, operation: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        operation(&transaction)
    }

    /// Runs `operation` in one transaction and says what it touched.
    ///
    /// # Errors
    /// Whatever the operation or SQLite reports; then nothing was changed.
    pub fn write<T>(
        &self,
        operation: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<(T, Changes)> {
        let mut connection = self.lock();
        let now = self.environment.now();
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut changes = Changes::new();
        let log = log::begin(&transaction, now.timestamp_millis(), &mut changes, || {
            let mut id = [0; 16];
            self.environment.fill_random(&mut id);
            id
        })?;
        let mut write = Write {
            now,
            environment: &*self.environment,
            transaction,
            changes,
            log,
        };
        let value = operation(&mut write)?;
        log::finish(&mut write)?;
        let Write {
            transaction,
            changes,
            ..
        } = write;
        transaction.commit()?;
        Ok((value, changes))
    }

    /// The clock and entropy of this app.
    #[must_use]
    pub fn environment(&self) -> &dyn Environment {
        &*self.environment
    }

    /// Runs `operation` on the bare connection, outside any transaction (backups need that).
    pub(crate) fn with_connection<T>(&self, operation: impl FnOnce(&mut Connection) -> T) -> T {
        operation(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic inside an operation rolled its transaction back: the connection is sound.
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A write in progress.
pub struct Write<'a> {
    transaction: Transaction<'a>,
    now: DateTime<Utc>,
    environment: &'a dyn Environment,
    changes: Changes,
    log: log::Session,
}

impl Write<'_> {
    /// Records what this device does, and does it: event, rows and outbox entry.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub(crate) fn record(&mut self, what: &impl log::Body) -> Result<()> {
        let now = self.now.timestamp_millis();
        self.log
            .record(&self.transaction, now, &mut self.changes, what)
    }

    /// The log and what it works with.
    pub(crate) fn log_parts(&mut self) -> (&mut log::Session, &Connection, &mut Changes) {
        (&mut self.log, &self.transaction, &mut self.changes)
    }

    /// The log and the connection.
    pub(crate) fn log_and_db(&mut self) -> (&mut log::Session, &Connection) {
        (&mut self.log, &self.transaction)
    }

    /// Who this device is.
    pub(crate) fn device(&self) -> [u8; 16] {
        self.log.device()
    }

    /// The connection, inside the transaction.
    #[must_use]
    pub fn db(&self) -> &Connection {
        &self.transaction
    }

    /// The moment of this operation.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Today's date where the reader is.
    #[must_use]
    pub fn local_date(&self) -> NaiveDate {
        self.environment.local_date()
    }

    /// The moment of this operation as it is stored: RFC 3339, UTC, milliseconds.
    #[must_use]
    pub fn stamp(&self) -> String {
        stamp(self.now)
    }

    /// A new id (UUID version 7, RFC 9562): sorts by time of creation.
    #[must_use]
    pub fn new_id(&self) -> String {
        let mut random = [0; 10];
        self.environment.fill_random(&mut random);
        let millis = u64::try_from(self.now.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &random)
            .into_uuid()
            .to_string()
    }

    /// An unpredictable number, for what must differ from all others of its kind.
    #[must_use]
    pub fn random(&self) -> u64 {
        let mut bytes = [0; 8];
        self.environment.fill_random(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// Notes that this operation touched a topic.
    pub fn touch(&mut self, topic: Topic) {
        self.changes.insert(topic);
    }
}

/// A moment as it is stored and shown at the border: RFC 3339, UTC, milliseconds.
#[must_use]
pub fn stamp(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The same of milliseconds since 1970; beyond what a calendar knows, the last moment that it does.
#[must_use]
pub fn stamp_ms(ms: i64) -> String {
    // RFC 3339 has years of four digits.
    const LAST: i64 = 253_402_300_799_999;
    stamp(DateTime::from_timestamp_millis(ms.clamp(0, LAST)).unwrap_or_default())
}
