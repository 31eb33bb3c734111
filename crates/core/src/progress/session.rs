//! Time spent reading: stretches without a long gap.

use chrono::{DateTime, Duration, Utc};

use super::queries;
use crate::Result;
use crate::app::Write;

/// A longer gap between two signs of life is not reading time.
const IDLE: Duration = Duration::minutes(5);

/// Notes a sign of life in a lesson: the time since the last one counts unless it was too long
/// (or the clock went back); then a new stretch begins.
pub(super) fn touch(write: &Write<'_>, course: &str, lesson: &str) -> Result<()> {
    let (db, now) = (write.db(), write.now());
    if let Some((id, last)) = queries::session(db, course, lesson)? {
        let gap = DateTime::parse_from_rfc3339(&last)
            .map(|last| now.signed_duration_since(last.with_timezone(&Utc)))
            .unwrap_or(IDLE + Duration::seconds(1));
        if gap >= Duration::zero() && gap <= IDLE {
            return queries::extend_session(db, &id, &write.stamp(), gap.num_milliseconds());
        }
    }
    queries::begin_session(db, &write.new_id(), course, lesson, &write.stamp())
}
