//! Choosing otherwise than the path advises.

use super::event::Choose;
use super::queries::tag;
use super::read;
use crate::api::{FastStanding, PathChoice, PathLevel, PathSet, PathView, Topic};
use crate::app::Write;
use crate::{Error, Result};

/// Keeps a choice of the reader's, or takes it back, and returns the path that follows.
///
/// # Errors
/// `not_found` for an unknown course, module or lesson; `invalid_input` for the fast-track of a
/// module that has none. Then nothing was changed.
pub fn set(write: &mut Write<'_>, input: &PathSet) -> Result<PathView> {
    let course = input.course.as_str();
    let path = read(write.db(), course)?;
    let (of, key, value) = match &input.choice {
        PathChoice::Module { module, level } => {
            let found = path
                .modules
                .iter()
                .find(|known| known.module.id == *module)
                .ok_or_else(|| Error::not_found("module", module).with("course", course))?;
            if *level == Some(PathLevel::FastTrack) && found.fast == FastStanding::None {
                let message = format!(
                    "The module “{}” has no questions for a fast-track. Nothing was changed.",
                    found.module.title
                );
                return Err(Error::invalid(message).with("module", module));
            }
            ("module", module.as_str(), level.map(tag))
        }
        PathChoice::Lesson { lesson, on } => {
            if !path.steps.iter().any(|step| step.lesson == *lesson) || lesson.is_empty() {
                return Err(Error::not_found("lesson", lesson).with("course", course));
            }
            let value = on.map(|on| if on { "on" } else { "off" });
            ("lesson", lesson.as_str(), value)
        }
        PathChoice::Everything { on } => ("everything", "", on.then_some("on")),
    };
    write.record(&Choose {
        course,
        of,
        key,
        value,
    })?;
    write.touch(Topic::Path);
    read(write.db(), course)
}
