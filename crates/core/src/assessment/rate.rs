//! What the reader says of a module.

use super::{event, queries, view::Names};
use crate::api::{ModuleRate, ModuleRating, Topic};
use crate::app::Write;
use crate::{Error, Result};

/// Keeps when a module was last refreshed and how relevant it is; `null` takes a word back.
///
/// # Errors
/// `not_found` for an unknown course or module, `invalid_input` for a value out of range. Then
/// nothing was changed.
pub fn rate(write: &mut Write<'_>, input: &ModuleRate) -> Result<ModuleRating> {
    if !queries::is_installed(write.db(), &input.course)? {
        return Err(Error::not_found("course", &input.course));
    }
    if !Names::read(write.db(), &input.course)?.has_module(&input.module) {
        return Err(Error::not_found("module", &input.module).with("course", &input.course));
    }
    if input.years.is_some_and(|years| years > 5) {
        return Err(Error::invalid(
            "The years since a module was refreshed are 0 to 5. Nothing was changed.",
        ));
    }
    if input
        .relevance
        .is_some_and(|relevance| !(1..=4).contains(&relevance))
    {
        return Err(Error::invalid(
            "How relevant a module is goes from 1 to 4. Nothing was changed.",
        ));
    }
    write.record(&event::Rate {
        course: &input.course,
        module: &input.module,
        years: input.years,
        relevance: input.relevance,
    })?;
    write.touch(Topic::Path);
    Ok(Names::read(write.db(), &input.course)?.rating(&input.module))
}
