//! The border: every command by name, its types, and the [`Host`] that runs them.
//!
//! The desktop shell, `colloquy call` and `colloquy serve` all dispatch through [`COMMANDS`].
//! Types that cross the border live here and nowhere else; the interface's TypeScript is
//! generated from them ([`typescript`]).

mod assessment;
mod calendar;
mod direction;
mod frontier;
mod glossary;
mod handlers;
mod highlight;
mod host;
mod lesson;
mod map;
mod note;
mod notice;
mod path;
mod report;
mod review;
mod search;
mod sheet;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod snapshots_dates;
#[cfg(test)]
mod snapshots_path;
mod start;
mod survive_thrive;
mod table;
#[cfg(test)]
mod tests;
mod today;
mod tool;
mod typescript;
mod writing;

pub use assessment::*;
pub use calendar::*;
pub use direction::*;
pub use frontier::*;
pub use glossary::*;
pub use highlight::*;
pub use host::{Host, Reply};
pub use lesson::*;
pub use map::*;
pub use note::*;
pub use notice::*;
pub use path::*;
pub use report::*;
pub use review::*;
pub use search::*;
pub use sheet::*;
pub use start::*;
pub use survive_thrive::*;
pub use table::{COMMANDS, Command, dispatch};
pub use today::*;
pub use tool::*;
pub use typescript::typescript;
pub use writing::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The request of a command that needs none: `{}`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// What a committed write touched; views that show it ask again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Start-up state, data folder.
    App,
    /// Installed courses and their text.
    Course,
    /// Reading progress, attempts, completion.
    Progress,
    /// Reflections and private drafts.
    Writing,
    /// Bookmarks.
    Bookmark,
    /// Highlights and where they are.
    Highlight,
    /// Notes.
    Note,
    /// Workbook tools.
    Tool,
    /// Sittings, what follows from them, and choices about the path.
    Path,
    /// Cards and reviews.
    Review,
    /// Deadlines and what is done of them.
    Calendar,
    /// “PMO direction on a page”.
    Direction,
    /// Backups.
    Backup,
    /// Whether the desktop says when something is due.
    Notice,
}
