//! The steps of a tool as a calendar file.

use super::super::Tool;
use crate::api::FileMade;
use crate::app::Write;
use crate::{Result, calendar};

/// The dated steps of a tool that has them. It is a write, because RFC 5545 wants to know what
/// was handed out before.
///
/// # Errors
/// `not_found` when there is no such tool; `invalid_input` when it has no calendar, or no step has
/// a date.
pub fn export_calendar(write: &mut Write<'_>, tool: &str) -> Result<FileMade> {
    match Tool::find(tool)? {
        Tool::Sheet(spec) if spec.calendar => calendar::export_plan(write, spec.title),
        _ => Err(super::no_calendar(tool)),
    }
}
