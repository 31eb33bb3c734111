//! Every kind of event that this build knows.

use super::apply::{Apply, Outcome};
use super::body::{Body, fields};
use crate::Result;
use crate::assessment::event as assessment;
use crate::bookmark::event as bookmark;
use crate::calendar::event as calendar;
use crate::direction::event as direction;
use crate::highlight::event as highlight;
use crate::note::event as note;
use crate::path::event as path;
use crate::progress::event as progress;
use crate::review::event as review;
use crate::setting::event as setting;
use crate::tool::event as tool;
use crate::writing::event as writing;

/// Applies the fields of a body.
pub(super) type Run = fn(&mut Apply<'_>, &[u8]) -> Result<Outcome>;

struct Kind {
    name: &'static str,
    /// The highest that this build reads.
    schema: u16,
    run: Run,
}

macro_rules! kinds {
    ($($slice:ident $body:ident),+ $(,)?) => {
        static KINDS: &[Kind] = &[$(Kind {
            name: <$slice::$body<'static> as Body>::KIND,
            schema: <$slice::$body<'static> as Body>::SCHEMA,
            run: |to, bytes| match fields::<$slice::$body<'_>>(bytes) {
                Some(body) => body.apply(to),
                None => Ok(Outcome::Malformed),
            },
        }),+];
    };
}

kinds! {
    note Create, note Save, note Title, note Move, note Tag, note Untag, note Trash, note Keep, note Erase,
    highlight Add, highlight Remove, highlight Restore,
    progress Read, progress See, progress Log, progress Complete, progress Mark, progress Attempt,
    writing Save,
    bookmark Add, bookmark Remove,
    tool Set, tool Keep, tool Remove,
    assessment Open, assessment Answer, assessment Finish, assessment Rate,
    path Choose,
    review AddCard, review SetCard, review RemoveCard, review Rate, review Undo,
    calendar Deadline, calendar Done, calendar Remove, calendar Entry,
    direction Write,
    setting Set,
}

/// How events of a kind and schema are applied; `None` when this build does not know them.
pub(super) fn find(kind: &str, schema: u16) -> Option<Run> {
    let known = KINDS.iter().find(|known| known.name == kind)?;
    (1..=known.schema).contains(&schema).then_some(known.run)
}

/// A number that another build has too only when it knows the same kinds.
pub(super) fn mark() -> i64 {
    static MARK: std::sync::LazyLock<i64> = std::sync::LazyLock::new(|| {
        let mut hash = blake3::Hasher::new();
        for kind in KINDS {
            hash.update(kind.name.as_bytes())
                .update(&[0])
                .update(&kind.schema.to_le_bytes());
        }
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&hash.finalize().as_bytes()[..8]);
        i64::from_le_bytes(bytes)
    });
    *MARK
}

#[cfg(test)]
pub(super) fn names() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.name).collect()
}
