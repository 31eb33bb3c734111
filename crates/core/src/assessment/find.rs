//! Where the sittings of one kind stand.

use rusqlite::Connection;

use super::draw::draw;
use super::open::must_fit;
use super::{minutes_of, queries, result};
use crate::Result;
use crate::api::{SittingFind, SittingFound};
use crate::course::{Item, ItemKind};

/// What one asks, whether one is paused, and what the latest came to. While one is paused, `items`
/// and `minutes` are those of that one.
///
/// # Errors
/// `not_found` for an unknown course or module, `invalid_input` when kind and module do not fit.
pub fn find(db: &Connection, input: &SittingFind) -> Result<SittingFound> {
    let (course, kind, module) = (&input.course, input.kind, input.module.as_deref());
    must_fit(db, course, kind, module)?;
    let paused = queries::begun_last(db, course, kind, module)?
        .filter(|last| last.finished_at.is_none())
        .map(|last| queries::asked(db, &last.id))
        .transpose()?;
    let kinds: Vec<ItemKind> = if let Some(asked) = &paused {
        asked.iter().map(|asked| asked.item.kind).collect()
    } else {
        let pool = queries::pool(db, course, module)?;
        draw(kind, &pool, &queries::met(db, course)?, "")
            .into_iter()
            .map(|at| Ok(serde_json::from_str::<Item>(&pool[at].body)?.kind))
            .collect::<Result<_>>()?
    };
    let latest = queries::finished_last(db, course, kind, module, None)?
        .map(|sitting| result::of(db, &sitting))
        .transpose()?;
    Ok(SittingFound {
        items: u32::try_from(kinds.len()).unwrap_or(u32::MAX),
        minutes: minutes_of(kinds),
        paused: paused.map(|asked| super::view::count(&asked, |item| item.given.is_some())),
        latest,
        finished: queries::finished(db, course, kind, module)?,
    })
}
