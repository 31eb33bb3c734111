//! Time spent reading: stretches without a long gap.

use chrono::{DateTime, Duration, Utc};

use super::{event, queries};
use crate::Result;
use crate::app::Write;

/// A longer gap between two signs of life is not reading time.
const IDLE: Duration = Duration::minutes(5);

/// What a sign of life in a lesson comes to: the time since the last one counts unless it was too
/// long (or the clock went back); then a new stretch begins. The stretch with its milliseconds.
pub(super) fn touch(write: &Write<'_>, course: &str, lesson: &str) -> Result<(String, i64)> {
    let now = write.now();
    if let Some((id, last, ms)) = queries::session(write.db(), course, lesson, write.device())? {
        let gap = DateTime::parse_from_rfc3339(&last)
            .map(|last| now.signed_duration_since(last.with_timezone(&Utc)))
            .unwrap_or(IDLE + Duration::seconds(1));
        if gap >= Duration::zero() && gap <= IDLE {
            return Ok((id, ms.saturating_add(gap.num_milliseconds())));
        }
    }
    Ok((write.new_id(), 0))
}

/// Records that a lesson is open, and what was read in it.
pub(super) fn record(
    write: &mut Write<'_>,
    course: &str,
    lesson: &str,
    is_active: bool,
    read: event::Read<'_>,
) -> Result<()> {
    let stretch = if is_active {
        Some(touch(write, course, lesson)?)
    } else {
        None
    };
    let stretch = stretch
        .as_ref()
        .map(|(id, ms)| event::Stretch { id, ms: *ms });
    write.record(&event::Read { stretch, ..read })
}
