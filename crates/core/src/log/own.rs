//! This device: made when a data folder is first written, with what an older version left in it.

use colloquy_protocol::{DeviceId, SpaceId};
use rusqlite::Connection;

use super::queries;
use super::session::{KIND, Session};
use super::{adopt, kinds};
use crate::Result;
use crate::app::{Changes, Write};

/// Who this device is, and where it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// The person's own space.
    pub space: SpaceId,
    /// This device.
    pub device: DeviceId,
    /// The latest of its events, 0 for none.
    pub last: u64,
    /// Its latest event that is in a sealed segment, 0 for none.
    pub sealed: u64,
}

/// Begins a write. The first one in a data folder gives the device its id, and adopts what a
/// version without events kept there.
pub(crate) fn begin(
    db: &Connection,
    now_ms: i64,
    changes: &mut Changes,
    random: impl Fn() -> [u8; 16],
) -> Result<Session> {
    if let Some(own) = queries::own(db)? {
        let known = own.kinds;
        let mut session = Session::new(db, own)?;
        if known != kinds::mark() {
            session.apply_waiting(db, changes, KIND)?;
            session.wake(db, changes)?;
        }
        return Ok(session);
    }
    let (space, device) = (random(), random());
    let number = queries::add_writer(db, &space, &device)?;
    queries::set_own(db, number, 0, kinds::mark())?;
    let own = queries::OwnRow {
        number,
        space,
        device,
        hlc: 0,
        kinds: kinds::mark(),
        last: 0,
        sealed: 0,
    };
    let mut session = Session::new(db, own)?;
    adopt::adopt(&mut session, db, now_ms, changes)?;
    Ok(session)
}

/// Who this device is; `None` in a folder that was never written.
///
/// # Errors
/// When the database cannot be read.
pub fn own(db: &Connection) -> Result<Option<Own>> {
    Ok(queries::own(db)?.map(|own| Own {
        space: SpaceId::new(own.space),
        device: DeviceId::new(own.device),
        last: own.last.unsigned_abs(),
        sealed: own.sealed.unsigned_abs(),
    }))
}

/// Moves this device into the space of another of the person's devices: its events are now events
/// of that space, from the first on.
///
/// # Errors
/// `invalid_input` when events of this device are in sealed segments: those name their space.
pub fn join_space(write: &mut Write<'_>, space: SpaceId) -> Result<()> {
    let (session, db) = write.log_and_db();
    if session.own.space == *space.as_bytes() {
        return Ok(());
    }
    if session.own.sealed > 0 {
        return Err(crate::Error::invalid(
            "This device has already written in its space, so it cannot move to another one.",
        ));
    }
    queries::set_space(db, session.own.number, space.as_bytes())?;
    session.own.space = *space.as_bytes();
    session.writers = None;
    Ok(())
}
