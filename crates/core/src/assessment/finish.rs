//! Finishing a sitting.

use super::{queries, result};
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
        let at = write.stamp();
        queries::put_finished(write.db(), id, &at)?;
        write.touch(Topic::Path);
        sitting.finished_at = Some(at);
    }
    result::of(write.db(), &sitting)
}
