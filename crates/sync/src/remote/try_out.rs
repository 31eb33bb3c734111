//! Tries a store out before it is relied on, and tells what came of it.

use std::time::Duration;

use colloquy_protocol::{Key, LinkTag, Prefix, SpaceId};

use super::foreign::{self, Foreign};
use super::{Put, Remote, RemoteError, Spaces};

/// Where the probe lies when this device has no space in the store: no real space has this id.
pub const PROBE_SPACE: SpaceId = SpaceId::new([0; 16]);

/// What the probe holds.
const PROBE: &[u8] = b"Colloquy tried this store out; this file may be removed.\n";

/// Foreign names that are kept for the report.
const FOREIGN_KEPT: usize = 20;

/// One thing that was tried, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// To ask for something that is not there: the store answers.
    Reach,
    /// To list what is there.
    List,
    /// To write the probe.
    Write,
    /// To read it back.
    Read,
    /// To find it in a listing.
    Find,
    /// To remove it.
    Remove,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The store gave an error.
    Error(RemoteError),
    /// What was read back is not what was written.
    Altered,
    /// What was written is not in the listing: it may come later, as with some cloud drives.
    NotListed,
    /// What was removed is still there.
    NotRemoved,
}

/// What came of trying a store out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// What it takes to ask for something small, by the caller's clock; `None` when nothing was reached.
    pub round_trip: Option<Duration>,
    /// Whether things can be written to it and come back as they were.
    pub can_write: bool,
    /// Whether things can be removed from it.
    pub can_remove: bool,
    /// Whether this device's space is there already.
    pub own_space: bool,
    /// Other spaces that are there.
    pub other_spaces: Vec<SpaceId>,
    /// Foreign names in this device's space, the first twenty, with what they seem to be.
    pub foreign: Vec<(String, Foreign)>,
    /// Each step that failed; steps that need a failed one are left out.
    pub problems: Vec<(Step, Problem)>,
}

impl Outcome {
    /// Whether the store answers.
    #[must_use]
    pub const fn is_reachable(&self) -> bool {
        self.round_trip.is_some()
    }

    /// Whether everything that sync needs was seen to work.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        self.problems.is_empty()
    }

    fn note<T>(&mut self, step: Step, result: Result<T, RemoteError>) -> Option<T> {
        result
            .map_err(|error| self.problems.push((step, Problem::Error(error))))
            .ok()
    }
}

/// Writes, reads, lists and removes a small object.
///
/// The probe is `v1/<space>/link/<tag>`: `own` is this device's space if it has one, and the tag
/// must be random, so that no linking waits for it. `now` is any steady clock.
pub async fn try_out<R: Remote + Spaces>(
    remote: &R,
    own: Option<SpaceId>,
    tag: LinkTag,
    now: impl Fn() -> Duration + Send + Sync,
) -> Outcome {
    let mut outcome = Outcome::default();
    let space = own.unwrap_or(PROBE_SPACE);
    let probe = Key::Link { space, tag };

    let before = now();
    let reached = remote.get(&probe, None).await;
    let took = now().saturating_sub(before);
    if outcome.note(Step::Reach, reached).is_none() {
        return outcome;
    }
    outcome.round_trip = Some(took);
    look(remote, own, &mut outcome).await;
    probe_with(remote, &probe, &mut outcome).await;
    outcome
}

/// What is there already.
async fn look<R: Remote + Spaces>(remote: &R, own: Option<SpaceId>, outcome: &mut Outcome) {
    let spaces = remote.spaces().await;
    let spaces = outcome.note(Step::List, spaces).unwrap_or_default();
    outcome.own_space = own.is_some_and(|own| spaces.contains(&own));
    outcome.other_spaces = spaces
        .into_iter()
        .filter(|space| Some(*space) != own)
        .collect();
    let Some(own) = own.filter(|_| outcome.own_space) else {
        return;
    };
    // One page is enough for a report.
    let page = remote.list(&Prefix::Space(own), None).await;
    let page = outcome.note(Step::List, page).unwrap_or_default();
    let named = page.foreign.into_iter().take(FOREIGN_KEPT);
    outcome.foreign = named
        .map(|name| {
            let kind = foreign::kind(&name);
            (name, kind)
        })
        .collect();
}

async fn probe_with<R: Remote>(remote: &R, probe: &Key, outcome: &mut Outcome) {
    let put = remote.put_new(probe, PROBE).await;
    match outcome.note(Step::Write, put) {
        None => return,
        // The tag is random: nothing can lie there but what came of writing.
        Some(Put::Different) => outcome.problems.push((Step::Write, Problem::Altered)),
        Some(Put::Created | Put::Same) => {}
    }
    let read = remote.get(probe, None).await;
    if let Some(read) = outcome.note(Step::Read, read) {
        if read.as_deref() == Some(PROBE) {
            outcome.can_write = true;
        } else {
            outcome.problems.push((Step::Read, Problem::Altered));
        }
    }
    let is_listed = is_listed(remote, probe).await;
    if outcome.note(Step::Find, is_listed) == Some(false) {
        outcome.problems.push((Step::Find, Problem::NotListed));
    }
    let removed = remote.delete(&[*probe]).await;
    if outcome.note(Step::Remove, removed).is_some() {
        let left = remote.get(probe, None).await;
        match outcome.note(Step::Remove, left) {
            Some(None) => outcome.can_remove = true,
            Some(Some(_)) => outcome.problems.push((Step::Remove, Problem::NotRemoved)),
            None => {}
        }
    }
}

async fn is_listed<R: Remote>(remote: &R, probe: &Key) -> Result<bool, RemoteError> {
    let prefix = Prefix::Links(probe.space());
    let mut cursor = None;
    loop {
        let page = remote.list(&prefix, cursor.as_ref()).await?;
        if page.entries.iter().any(|entry| entry.key == *probe) {
            return Ok(true);
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(false);
        }
    }
}
