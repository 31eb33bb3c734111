//! Beginning a sitting, and going on with one.

use super::draw::draw;
use super::event;
use super::queries::{self, Sitting};
use super::view::{self, Names};
use crate::api::{SittingKind, SittingOpen, SittingView, Topic};
use crate::app::Write;
use crate::{Error, Result};
use rusqlite::Connection;

/// Goes on with the sitting of this kind that was begun last; begins one when there is none, or
/// when `again` says so. Without `again` a finished one comes back as it stands.
///
/// # Errors
/// `not_found` for an unknown course or module, `invalid_input` when kind and module do not fit or
/// the course has no questions of this kind. Then nothing was changed.
pub fn open(write: &mut Write<'_>, input: &SittingOpen) -> Result<SittingView> {
    let (course, kind, module) = (&input.course, input.kind, input.module.as_deref());
    let names = must_fit(write.db(), course, kind, module)?;
    if !input.again
        && let Some(last) = queries::begun_last(write.db(), course, kind, module)?
    {
        let asked = queries::asked(write.db(), &last.id)?;
        return Ok(view::sitting(&last, &asked, &names));
    }
    let new = Sitting {
        id: write.new_id(),
        course: course.clone(),
        kind,
        module: input.module.clone(),
        started_at: write.stamp(),
        finished_at: None,
    };
    let pool = queries::pool(write.db(), course, module)?;
    let drawn = draw(kind, &pool, &queries::met(write.db(), course)?, &new.id);
    if drawn.is_empty() {
        return Err(no_questions(&new, &names));
    }
    let items = drawn.into_iter().map(|at| event::Asked {
        item: &pool[at].id,
        module: &pool[at].module,
        lesson: &pool[at].lesson,
        body: &pool[at].body,
    });
    write.record(&event::Open {
        id: &new.id,
        course,
        kind: queries::tag(kind),
        module,
        items: items.collect(),
    })?;
    write.touch(Topic::Path);
    let asked = queries::asked(write.db(), &new.id)?;
    Ok(view::sitting(&new, &asked, &names))
}

fn no_questions(new: &Sitting, names: &Names) -> Error {
    let message = match (new.kind, new.module.as_deref()) {
        (SittingKind::Fast, Some(module)) => format!(
            "The module “{}” has no questions for a fast-track. Nothing was begun.",
            names.module(module).title
        ),
        (SittingKind::Post, _) => {
            "This course has no questions for a post-test. Nothing was begun.".to_owned()
        }
        _ => "This course has no questions for a pre-assessment. Nothing was begun.".to_owned(),
    };
    Error::invalid(message).with("course", &new.course)
}

/// Course and module exist, and a module is named for a fast-track and for nothing else.
pub(super) fn must_fit(
    db: &Connection,
    course: &str,
    kind: SittingKind,
    module: Option<&str>,
) -> Result<Names> {
    if !queries::is_installed(db, course)? {
        return Err(Error::not_found("course", course));
    }
    let names = Names::read(db, course)?;
    match (kind, module) {
        (SittingKind::Fast, None) => Err(Error::invalid(
            "A fast-track is about one module: say which. Nothing was changed.",
        )),
        (SittingKind::Pre | SittingKind::Post, Some(module)) => Err(Error::invalid(format!(
            "Only a fast-track is about one module; here “{}” was named. Nothing was changed.",
            module.escape_debug()
        ))),
        (_, Some(module)) if !names.has_module(module) => {
            Err(Error::not_found("module", module).with("course", course))
        }
        _ => Ok(names),
    }
}
