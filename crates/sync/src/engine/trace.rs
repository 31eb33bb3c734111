//! Following a log's chain back from its head, where names alone don't tell which segments belong
//! together: after a copy of the profile wrote under the same name, or among merged segments.
//!
//! Costs one more request for each segment on the way; what is found is verified like everything
//! else when it is read.

use std::collections::VecDeque;

use colloquy_protocol::{Hash, Tip, segment};

use super::plan::Named;

#[derive(Debug, Clone)]
pub(super) struct Trace {
    /// Where the chain stands that is looked for.
    want: Tip,
    /// From there to the head.
    path: VecDeque<Named>,
    /// Segments that may end there, to be tried in turn; `None` before they were looked up.
    candidates: Option<Vec<Named>>,
}

/// What a trace needs next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// The chain goes back to what is known.
    Done,
    /// This segment.
    Ask(Named),
    /// No segment on the store ends there.
    Lost,
}

impl Trace {
    pub(super) const fn from(head: Tip) -> Self {
        Self {
            want: head,
            path: VecDeque::new(),
            candidates: None,
        }
    }

    pub(super) const fn want(&self) -> Tip {
        self.want
    }

    pub(super) fn into_path(self) -> VecDeque<Named> {
        self.path
    }

    /// What is needed to come from the head to an event that is known.
    pub(super) fn next(&mut self, known: u64, listed: &[Named]) -> Next {
        if self.want.seq <= known {
            return Next::Done;
        }
        let want = self.want;
        let candidates = self.candidates.get_or_insert_with(|| {
            let ends = listed.iter().filter(|named| named.last == want.seq);
            let mut ends: Vec<Named> = ends.copied().collect();
            // The last is tried first: the one by that name, then what may stand for it.
            ends.sort_by_key(|named| (named.hash == want.hash, named.size));
            ends
        });
        match candidates.last() {
            Some(named) => Next::Ask(*named),
            None => Next::Lost,
        }
    }

    /// The segment that was asked for, or that it can't be had.
    pub(super) fn came(&mut self, named: &Named, bytes: Option<&[u8]>) {
        let Some(candidates) = &mut self.candidates else {
            return;
        };
        candidates.retain(|candidate| candidate.hash != named.hash);
        let header = bytes
            .filter(|bytes| Hash::of(bytes) == named.hash)
            .and_then(|bytes| segment::peek(bytes).ok());
        let Some(header) = header else {
            return;
        };
        if header.tip(named.hash) == self.want && header.first == named.first {
            self.path.push_front(*named);
            self.want = Tip {
                seq: header.first - 1,
                hash: header.previous,
            };
            self.candidates = None;
        }
    }
}
