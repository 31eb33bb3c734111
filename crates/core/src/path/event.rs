//! Events of choices about the path: the last writer wins.

use minicbor::{Decode, Encode};

use super::queries;
use crate::Result;
use crate::api::Topic;
use crate::log::{Apply, Body, Outcome};

/// A choice; `None` takes it back.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Choose<'b> {
    #[b(0)]
    pub course: &'b str,
    /// `module`, `lesson` or `everything`.
    #[b(1)]
    pub of: &'b str,
    #[b(2)]
    pub key: &'b str,
    #[b(3)]
    pub value: Option<&'b str>,
}

impl Body for Choose<'_> {
    const KIND: &'static str = "path.choose";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let known: &[&str] = match self.of {
            "module" => &["core", "targeted", "fast_track"],
            "lesson" => &["on", "off"],
            "everything" => &["on"],
            _ => &[],
        };
        if known.is_empty() || self.value.is_some_and(|value| !known.contains(&value)) {
            return Ok(Outcome::Malformed);
        }
        let key = format!("{}/{}/{}", self.course, self.of, self.key);
        if to.wins("path", &key, "")? {
            let of = (self.of, self.key);
            queries::put_choice(to.db(), self.course, of, self.value, to.at)?;
            to.touch(Topic::Path);
        }
        Ok(Outcome::Done)
    }
}
