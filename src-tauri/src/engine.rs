//! The core's host behind the window: opened off the main thread, looked after, closed last.
//!
//! **Context.** Opening checks the database and may migrate it, which must not delay the window; and
//! a change that a command is making must be kept before the process ends.
//!
//! **Design.** One thread opens the [`Host`], then sleeps between two looks at what became due and at
//! the daily backup. Commands wait for the host, and are counted while they run; [`Engine::close`] waits for them and
//! lets the host go, which closes the database.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use colloquy_core::api::{Host, Reply, Topic, dispatch};
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use colloquy_core::notice::NewlyDue;
use colloquy_core::{Code, Error, Result};
use serde_json::Value;

/// Not while the first screen is being made: the daily backup reads all there is.
const AFTER_START: Duration = Duration::from_secs(5);

/// How often the daily backup is looked at.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How often is looked at what became due. Not one long sleep until midnight: the clock of a machine
/// that sleeps stands still, and it may wake in another time zone.
const LOOK: Duration = Duration::from_secs(10 * 60);

/// Runs commands on one data folder.
pub struct Engine {
    folder: Folder,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    host: Slot,
    running: usize,
    /// Notices were switched on or off: what is due is looked at at once.
    look: bool,
}

enum Slot {
    Opening,
    Open(Arc<Host>),
    Closed,
}

impl Engine {
    /// An engine for this folder; nothing is opened before [`start`](Self::start).
    #[must_use]
    pub fn new(folder: Folder) -> Arc<Self> {
        let state = Mutex::new(State {
            host: Slot::Opening,
            running: 0,
            look: false,
        });
        Arc::new(Self {
            folder,
            state,
            changed: Condvar::new(),
        })
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Opens the data on a thread of its own and looks after it until [`close`](Self::close).
    /// `tell` hears what the upkeep changed, and `say` what became due, once.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        self: &Arc<Self>,
        tell: impl Fn(&BTreeSet<Topic>) + Send + 'static,
        say: impl Fn(NewlyDue) + Send + 'static,
    ) -> std::io::Result<()> {
        let engine = Arc::clone(self);
        let work = move || {
            // Should opening panic, nobody waits for ever.
            let guard = CloseOnDrop(&engine);
            engine.set(Slot::Open(Arc::new(Host::open(
                engine.folder.clone(),
                Arc::new(Machine),
            ))));
            let mut look = Instant::now() + AFTER_START;
            let mut upkeep = look;
            while let Some(woken) = engine.rest_until(look.min(upkeep)) {
                if woken == Woken::ToLook || Instant::now() >= look {
                    engine.look(&say);
                    look = Instant::now() + LOOK;
                }
                if Instant::now() >= upkeep {
                    engine.maintain(&tell);
                    upkeep = Instant::now() + HOUR;
                }
            }
            drop(guard);
        };
        std::thread::Builder::new()
            .name("data".into())
            .spawn(work)
            .map(|_| ())
    }

    /// Runs a command once the data is open. Blocks: not for the main thread.
    ///
    /// # Errors
    /// Whatever the command reports.
    pub fn run(&self, name: &str, input: Value) -> Result<Reply> {
        let running = Running::begin(self);
        let host = running.0.host()?;
        let reply = dispatch(&host, name, input)?;
        if reply.changed.contains(&Topic::Notice) {
            self.lock().look = true;
            self.changed.notify_all();
        }
        Ok(reply)
    }

    /// Waits for running commands, at most this long, and closes the data. Says whether all had finished.
    pub fn close(&self, patience: Duration) -> bool {
        let state = self.lock();
        let waited = self
            .changed
            .wait_timeout_while(state, patience, |state| state.running > 0);
        let (mut state, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
        let host = std::mem::replace(&mut state.host, Slot::Closed);
        drop(state);
        self.changed.notify_all();
        // The database is closed here unless a command still holds it.
        drop(host);
        !timeout.timed_out()
    }

    fn look(&self, say: &impl Fn(NewlyDue)) {
        let found = {
            let running = Running::begin(self);
            running.0.host().and_then(|host| host.newly_due())
        };
        match found {
            Ok(due) if due.is_empty() => {}
            // Nothing of the host is held meanwhile: the system may take its time.
            Ok(due) => say(due),
            // The page reports why the data is of no use; every ten minutes would be noise.
            Err(error) => log::debug!("what is due was not found: {}", error.code.as_str()),
        }
    }

    fn maintain(&self, tell: &impl Fn(&BTreeSet<Topic>)) {
        let running = Running::begin(self);
        match running.0.host().and_then(|host| host.maintain()) {
            Ok(None) => {}
            Ok(Some(_)) => {
                log::info!("made the daily backup");
                tell(&BTreeSet::from([Topic::Backup]));
            }
            Err(error) => log::warn!("the daily backup was not made: {}", error.code.as_str()),
        }
    }

    fn host(&self) -> Result<Arc<Host>> {
        let state = self.lock();
        let waited = self
            .changed
            .wait_while(state, |state| matches!(state.host, Slot::Opening));
        match &waited.unwrap_or_else(PoisonError::into_inner).host {
            Slot::Open(host) => Ok(Arc::clone(host)),
            Slot::Opening | Slot::Closed => Err(Error::new(Code::Internal, "The data is closed.")),
        }
    }

    /// Waits for this moment or for a wish to look at what is due; `None` when the data is closed.
    fn rest_until(&self, end: Instant) -> Option<Woken> {
        let time = end.saturating_duration_since(Instant::now());
        let is_at_rest = |state: &mut State| !state.look && !matches!(state.host, Slot::Closed);
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), time, is_at_rest);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        if matches!(state.host, Slot::Closed) {
            return None;
        }
        Some(match std::mem::take(&mut state.look) {
            true => Woken::ToLook,
            false => Woken::InTime,
        })
    }

    fn set(&self, host: Slot) {
        let mut state = self.lock();
        // Closed while it was opening: it stays closed.
        if matches!(state.host, Slot::Opening) {
            state.host = host;
        }
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is two plain values: sound whatever happened to its holder.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(PartialEq, Eq)]
enum Woken {
    InTime,
    ToLook,
}

struct CloseOnDrop<'a>(&'a Engine);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.set(Slot::Closed);
    }
}

struct Running<'a>(&'a Engine);

impl<'a> Running<'a> {
    fn begin(engine: &'a Engine) -> Self {
        engine.lock().running += 1;
        Self(engine)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.lock().running -= 1;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use colloquy_core::app::Environment as _;
    use serde_json::json;

    use super::*;

    fn engine() -> (tempfile::TempDir, Arc<Engine>) {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::new(Folder::at(folder.path().join("data")));
        (folder, engine)
    }

    #[test]
    fn a_command_waits_for_the_data_to_open() {
        let (_folder, engine) = engine();
        let early = {
            let engine = Arc::clone(&engine);
            std::thread::spawn(move || engine.run("app_status", json!({})))
        };
        engine.start(|_| {}, |_| {}).unwrap();
        let reply = early.join().unwrap().unwrap();
        assert_eq!(reply.value["first_run"], true);
    }

    #[test]
    fn switching_notices_on_looks_at_what_is_due_at_once() {
        let (_folder, engine) = engine();
        let (sender, said) = std::sync::mpsc::channel();
        let say = move |due| sender.send(due).unwrap();
        engine.start(|_| {}, say).unwrap();
        let deadline = |date: String| json!({ "id": null, "title": "Private", "date": date });
        let today = Machine.local_date();
        let tomorrow = today.succ_opt().unwrap();
        let patience = Duration::from_secs(20);
        engine
            .run("deadline_set", deadline(tomorrow.to_string()))
            .unwrap();
        engine.run("notice_set", json!({ "on": true })).unwrap();
        engine
            .run("deadline_set", deadline(today.to_string()))
            .unwrap();
        engine.run("notice_set", json!({ "on": true })).unwrap();
        let due = said.recv_timeout(patience).unwrap();
        assert_eq!(due.today + due.before, 1);
        engine.run("notice_set", json!({ "on": true })).unwrap();
        engine.close(patience);
        assert!(said.recv_timeout(patience).is_err(), "said only once");
    }

    #[test]
    fn closing_waits_for_commands_and_refuses_later_ones() {
        let (_folder, engine) = engine();
        engine.start(|_| {}, |_| {}).unwrap();
        engine.run("app_status", json!({})).unwrap();
        let running = Running::begin(&engine);
        assert!(
            !engine.close(Duration::from_millis(1)),
            "a command is still running"
        );
        drop(running);
        assert!(engine.close(Duration::from_secs(5)));
        assert_eq!(
            engine.run("app_status", json!({})).unwrap_err().code,
            Code::Internal
        );
    }

    #[test]
    fn closing_lets_sqlite_fold_its_log_into_the_file() {
        let (_folder, engine) = engine();
        engine.start(|_| {}, |_| {}).unwrap();
        engine.run("app_status", json!({})).unwrap();
        engine.close(Duration::from_secs(5));
        let log = engine.folder().database().with_extension("db-wal");
        assert!(!log.exists(), "{} is left", log.display());
    }
}
