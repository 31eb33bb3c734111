//! Events of settings that are the person’s and not the device’s: the last writer wins.

use minicbor::{Decode, Encode};

use super::queries;
use crate::Result;
use crate::api::{ReviewSettings, Topic};
use crate::log::{Apply, Body, Outcome};

/// A setting has a value.
#[derive(Debug, Encode, Decode)]
pub(crate) struct Set<'b> {
    #[b(0)]
    pub name: &'b str,
    #[b(1)]
    pub value: &'b str,
}

impl Body for Set<'_> {
    const KIND: &'static str = "setting.set";

    fn apply(&self, to: &mut Apply<'_>) -> Result<Outcome> {
        let is_read = || serde_json::from_str::<ReviewSettings>(self.value).is_ok();
        if !super::is_personal(self.name) || (!to.is_own && !is_read()) {
            return Ok(Outcome::Malformed);
        }
        if to.wins("setting", self.name, "")? {
            queries::set(to.db(), self.name, self.value)?;
            to.touch(Topic::Review);
        }
        Ok(Outcome::Done)
    }
}
