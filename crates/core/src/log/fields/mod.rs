//! What merging needs to know beside the rows: clocks of fields, texts that lost, sets.
//!
//! The rules are in [`Apply`](super::Apply); here is what commands ask.

pub(super) mod queries;

use rusqlite::Connection;

use super::By;
use crate::Result;
use crate::api::OverwrittenList;
use crate::app::stamp_ms;

/// The addings of a member that this device sees, to be named when they are taken away.
pub(crate) fn seen(db: &Connection, member: [&str; 3]) -> Result<Vec<By>> {
    let entries = queries::entries(db, member)?;
    Ok(entries.into_iter().map(|(by, _, _)| by).collect())
}

/// A text that lost in a field.
pub(crate) struct Lost {
    /// Number within its field.
    pub number: i64,
    /// When it was written, milliseconds since 1970.
    pub ms: i64,
    /// What it says.
    pub text: String,
}

/// The texts that lost in a field, the latest first.
pub(crate) fn lost(db: &Connection, [entity, key, field]: [&str; 3]) -> Result<Vec<Lost>> {
    let rows = queries::texts(db, entity, key, field)?;
    let shown = rows.into_iter().map(|row| Lost {
        number: row.row,
        ms: By {
            hlc: row.hlc,
            device: [0; 16],
        }
        .ms(),
        text: row.text,
    });
    Ok(shown.collect())
}

/// What a thing was known by is gone with it.
pub(crate) fn forget(db: &Connection, entity: &str, key: &str) -> Result<()> {
    queries::forget(db, entity, key)
}

/// Every text that lost, the latest first.
///
/// # Errors
/// When the database cannot be read.
pub fn overwritten(db: &Connection) -> Result<OverwrittenList> {
    let mut texts = queries::all_texts(db)?;
    for text in &mut texts {
        let hlc = text.at.parse().unwrap_or_default();
        text.at = stamp_ms(
            By {
                hlc,
                device: [0; 16],
            }
            .ms(),
        );
    }
    Ok(OverwrittenList { texts })
}
