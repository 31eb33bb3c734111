//! A round: the stage that it is in, what is asked for, and what came so far.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use colloquy_protocol::checkpoint::Part;
use colloquy_protocol::{DeviceTag, Hash, Key, Prefix, Tip};

use super::plan::Named;
use super::trace::Trace;
use super::{Engine, clone};
use crate::remote::{Cursor, RemoteError};
use crate::request::Answer;
use crate::status::Progress;
use crate::store::{Local, StoreError};

/// Where a round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Stage {
    #[default]
    Look,
    Govern,
    Clone,
    Logs,
    Late,
    Blobs,
    Publish,
    Survey,
    Compact,
    End,
}

impl Stage {
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Look => Self::Govern,
            Self::Govern => Self::Clone,
            Self::Clone => Self::Logs,
            Self::Logs => Self::Late,
            Self::Late => Self::Blobs,
            Self::Blobs => Self::Publish,
            Self::Publish => Self::Survey,
            Self::Survey => Self::Compact,
            Self::Compact | Self::End => Self::End,
        }
    }
}

/// One thing to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Job {
    /// The stage that asked takes the page.
    List(Prefix, Option<Cursor>),
    /// The stage that asked takes the objects.
    Get(Vec<Key>),
    Put(Key),
    ReadBack(Key),
    /// Removes what is damaged, then puts.
    Replace(Key),
    /// Looks whether an object is what is kept here.
    Audit(Key),
    Remove(Vec<Key>),
}

/// A log that is to be read in this round.
#[derive(Debug, Clone)]
pub(super) struct LogWork {
    pub(super) tag: DeviceTag,
    /// Where its head says that it ends.
    pub(super) head: Tip,
    /// The last event that is wanted: a cutoff may come before the end.
    pub(super) upto: u64,
    pub(super) checkpoint: Option<Tip>,
    pub(super) guessed: bool,
    pub(super) listed: Option<Vec<Named>>,
    pub(super) parts: Option<Vec<Part>>,
    pub(super) trace: Option<Trace>,
    pub(super) planned: bool,
    pub(super) path: VecDeque<Named>,
    /// The first event that is in no segment.
    pub(super) gap: Option<u64>,
}

#[derive(Debug, Default)]
pub(super) struct Round {
    pub(super) stage: Stage,
    pub(super) jobs: VecDeque<Job>,
    pub(super) current: Option<Job>,
    pub(super) failed: Option<RemoteError>,
    pub(super) refused: Option<RemoteError>,
    pub(super) progress: Progress,
    pub(super) changed: bool,

    /// The heads that the store shows: counters by device.
    pub(super) shown: BTreeMap<DeviceTag, BTreeSet<u64>>,
    pub(super) looked: bool,
    pub(super) foreign: Vec<String>,
    pub(super) heads_to_get: VecDeque<Key>,
    /// Heads that came, by name, to be judged when the membership is up to date.
    pub(super) came: BTreeMap<Key, Vec<u8>>,

    pub(super) govern: bool,
    pub(super) governed: bool,
    pub(super) entries_to_get: VecDeque<Key>,

    pub(super) suspicion: Option<clone::Suspicion>,
    /// There may be a copy of the profile: nothing is published.
    pub(super) suspected: bool,

    pub(super) logs: Option<VecDeque<LogWork>>,
    pub(super) late: bool,
    pub(super) blobs_asked: BTreeSet<Hash>,

    pub(super) managed: bool,
    /// What could not be put in this round.
    pub(super) unput: BTreeSet<Key>,
    /// How often an object came back other than it was put.
    pub(super) tries: BTreeMap<Key, u8>,
    /// Objects that came otherwise than they are kept here: what they hashed to.
    pub(super) doubted: BTreeMap<Key, Hash>,
    pub(super) headed: bool,

    pub(super) survey: bool,
    pub(super) everything: Option<BTreeMap<Key, u64>>,
    pub(super) surveyed: bool,
    pub(super) audits: BTreeSet<Key>,
    pub(super) audited: bool,
    pub(super) compacted: bool,
}

impl Round {
    /// The error that ends the round.
    pub(super) fn interrupted(&mut self) -> Option<RemoteError> {
        self.failed.take()
    }

    /// Notes an error; whether it ends the round. What may pass soon does; what is about one object
    /// does not.
    pub(super) fn fail(&mut self, error: RemoteError) -> bool {
        match error {
            RemoteError::Unreachable(_) | RemoteError::Busy { .. } => {
                self.failed = Some(error);
                true
            }
            RemoteError::Refused(_) | RemoteError::Full | RemoteError::Failed(_) => false,
        }
    }
}

impl Engine {
    /// Hands an answer to whoever asked.
    pub(super) fn take(
        &mut self,
        round: &mut Round,
        job: Job,
        answer: Answer,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        match (job, answer) {
            (Job::List(prefix, _), Answer::Listed(Ok(page))) => {
                if let Some(next) = page.next.clone() {
                    round.jobs.push_front(Job::List(prefix, Some(next)));
                }
                match round.stage {
                    Stage::Look => self.looked(round, page),
                    Stage::Govern => self.governance_listed(round, page),
                    Stage::Clone | Stage::Logs => Self::log_listed(round, &prefix, page),
                    Stage::Survey => Self::everything_listed(round, page),
                    _ => {}
                }
                Ok(())
            }
            (Job::List(..), Answer::Listed(Err(error))) => {
                // Without the list there is no round.
                round.failed = Some(error);
                Ok(())
            }
            (Job::Get(keys), Answer::Got(objects)) => {
                for (key, object) in keys.into_iter().zip(objects) {
                    match object {
                        Ok(bytes) => self.got(round, key, bytes, local)?,
                        Err(error) => {
                            if round.fail(error) {
                                break;
                            }
                            self.not_got(round, &key);
                        }
                    }
                }
                Ok(())
            }
            (Job::Put(key), Answer::Put(put)) => {
                match put {
                    Ok(_) => round.jobs.push_front(Job::ReadBack(key)),
                    Err(error) => round.not_put(key, error),
                }
                Ok(())
            }
            (Job::ReadBack(key), Answer::Got(mut objects)) => match objects.pop() {
                Some(Ok(bytes)) => self.read_back(round, key, bytes, local),
                Some(Err(error)) => {
                    round.not_put(key, error);
                    Ok(())
                }
                None => Ok(()),
            },
            (Job::Replace(key), Answer::Deleted(deleted)) => {
                match deleted {
                    Ok(()) => round.jobs.push_front(Job::Put(key)),
                    Err(error) => round.not_put(key, error),
                }
                Ok(())
            }
            (Job::Audit(key), Answer::Got(mut objects)) => match objects.pop() {
                Some(Ok(bytes)) => self.audited(round, key, bytes, local),
                Some(Err(error)) => {
                    round.fail(error);
                    Ok(())
                }
                None => Ok(()),
            },
            (Job::Remove(_), Answer::Deleted(deleted)) => {
                // What stays is removed another time.
                if let Err(error) = deleted {
                    round.fail(error);
                }
                Ok(())
            }
            // The driver told the answer to another question: ask again in the next round.
            _ => {
                round.failed = Some(RemoteError::Failed("an answer to another question".into()));
                Ok(())
            }
        }
    }

    fn got(
        &mut self,
        round: &mut Round,
        key: Key,
        bytes: Option<Vec<u8>>,
        local: &mut Local<'_>,
    ) -> Result<(), StoreError> {
        match (round.stage, bytes) {
            (Stage::Govern, Some(bytes)) if matches!(key, Key::Head { .. }) => {
                round.came.insert(key, bytes);
                Ok(())
            }
            (Stage::Govern, Some(bytes)) => self.entry_came(round, key, &bytes, local),
            (Stage::Clone, bytes) => self.clone_came(round, key, bytes, local),
            (Stage::Logs, bytes) => self.log_came(round, key, bytes, local),
            (Stage::Blobs, Some(bytes)) => self.blob_came(round, key, &bytes, local),
            _ => Ok(()),
        }
    }

    fn not_got(&mut self, round: &mut Round, key: &Key) {
        if matches!(round.stage, Stage::Logs | Stage::Clone) {
            round.log_failed(key);
        }
    }
}
