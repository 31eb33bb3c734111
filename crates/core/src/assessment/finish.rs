//! Finishing a sitting.

use super::{event, queries, result};
use crate::api::{SittingResult, Topic};
use crate::app::Write;
use crate::{Error, Result};

/// Finishes a sitting: what is not answered counts as not known. One that is finished already
/// stays as it is.
///
/// # Errors
/// `not_found` for an unknown sitting.
pub fn finish(write: &mut Write<'_>, id: &str) -> Result<SittingResult> {
    let mut sitting =
        queries::sitting(write.db(), id)?.ok_or_else(|| Error::not_found("sitting", id))?;
    if sitting.finished_at.is_none() {
        write.record(&event::Finish { sitting: id })?;
        write.touch(Topic::Path);
        sitting.finished_at = Some(write.stamp());
    }
    result::of(write.db(), &sitting)
}
