//! Runs an engine over a store of objects and the device's own keeping.
//!
//! **Context.** The only place where sync waits. The executor, the clock, the entropy and the sleeping
//! are the caller's; the future can be dropped at any await, and a later round goes on from what was
//! committed.
//!
//! **Design.** [`round`] runs one round; [`Backoff`] says how long to wait before the next. The
//! device's store is borrowed for each step by itself, never across an await: the product goes on
//! writing.

mod backoff;
mod join;

pub use backoff::Backoff;

use std::time::Duration;

use rand_core::CryptoRng;

use crate::engine::{Engine, Outcome, Step};
use crate::remote::{Changes, Cursor, Remote, RemoteError};
use crate::request::{Answer, Request};
use crate::status::Status;
use crate::store::{Local, Store, StoreError};

/// Requests for objects that are under way at once.
const AT_ONCE: usize = 8;

/// What the driver needs of the program around it.
pub trait Surroundings {
    /// The device's own keeping, the clock (milliseconds since 1970) and entropy, for one step.
    fn step<T>(&mut self, act: impl FnOnce(&mut dyn Store, u64, &mut dyn CryptoRng) -> T) -> T;

    /// Something changed that the sync line may show.
    fn report(&mut self, status: &Status);
}

/// Runs one round to its end.
///
/// # Errors
///
/// [`StoreError`] of the device's own keeping. What goes wrong at the store of objects is in the
/// outcome.
pub async fn round<R: Remote, S: Surroundings>(
    engine: &mut Engine,
    remote: &R,
    surroundings: &mut S,
) -> Result<Outcome, StoreError> {
    loop {
        let (step, status) = surroundings.step(|store, now_ms, rng| {
            let step = engine.next(&mut Local { store, now_ms, rng });
            (step, engine.status(now_ms))
        });
        surroundings.report(&status);
        let answer = match step? {
            Step::Done(outcome) => return Ok(outcome),
            Step::Ask(request) => ask(remote, request).await,
        };
        surroundings
            .step(|store, now_ms, rng| engine.told(answer, &mut Local { store, now_ms, rng }))?;
    }
}

/// Does at the store of objects what the engine asked for.
pub async fn ask<R: Remote>(remote: &R, request: Request) -> Answer {
    match request {
        Request::List(prefix, cursor) => {
            Answer::Listed(remote.list(&prefix, cursor.as_ref()).await)
        }
        Request::Get(keys) => {
            let gets = keys.iter().map(|key| remote.get(key, None));
            Answer::Got(join::all(gets, AT_ONCE).await)
        }
        Request::Put(key, bytes) => Answer::Put(remote.put_new(&key, &bytes).await),
        Request::Delete(keys) => Answer::Deleted(remote.delete(&keys).await),
    }
}

/// Waits until something may have changed at the store, at most so long.
///
/// # Errors
///
/// Those of the store.
pub async fn wait<R: Remote>(
    remote: &R,
    cursor: Option<&Cursor>,
    at_most: Duration,
) -> Result<Changes, RemoteError> {
    remote.changes(cursor, at_most).await
}
