//! Events of sections in the reader’s own words: the last writer wins, the others’ texts are kept.

use minicbor::{Decode, Encode};

use super::queries;
use crate::Result;
use crate::api::Topic;
use crate::log::{Apply, Body, Outcome};

/// A section’s text; `None` takes it back.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Write<'b> {
    #[b(0)]
    pub section: &'b str,
    #[b(1)]
    pub text: Option<&'b str>,
}

impl Body for Write<'_> {
    const KIND: &'static str = "direction.write";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let now = queries::text(to.db(), self.section)?;
        let field = ["direction", self.section, "text"];
        if to.wins_text(field, (now.as_deref(), None), self.text)? {
            match self.text {
                Some(text) => queries::put(to.db(), self.section, text, to.at)?,
                None => queries::remove(to.db(), self.section)?,
            }
            to.touch(Topic::Direction);
        }
        Ok(Outcome::Done)
    }
}
