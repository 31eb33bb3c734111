//! The course map: modules and lessons with what was read of them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A course with its modules, lessons and progress.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CourseMap {
    /// Course id.
    pub id: String,
    /// Title.
    pub title: String,
    /// One sentence.
    pub standfirst: String,
    /// About the course: sanitised HTML.
    pub about_html: String,
    /// Authors, as the course names them.
    pub authors: Vec<String>,
    /// Licence of the course's text.
    pub licence: Option<String>,
    /// Installed revision.
    pub revision: u32,
    /// Lessons completed.
    pub read: u32,
    /// Lessons in all.
    pub lessons: u32,
    /// Reading minutes in all.
    pub minutes: u32,
    /// Reading minutes that remain.
    pub minutes_left: u32,
    /// Minutes spent reading, idle time left out.
    pub minutes_spent: u32,
    /// Checks answered at least once, and how many there are.
    pub checks_answered: u32,
    /// Checks in all.
    pub checks: u32,
    /// In order.
    pub modules: Vec<MapModule>,
}

/// A module on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MapModule {
    /// Module id.
    pub id: String,
    /// Its number, from 1.
    pub number: u32,
    /// Title.
    pub title: String,
    /// One sentence, may be empty.
    pub standfirst: String,
    /// Every lesson is complete.
    pub done: bool,
    /// Reading minutes in all.
    pub minutes: u32,
    /// Reading minutes that remain.
    pub minutes_left: u32,
    /// In order.
    pub lessons: Vec<MapLesson>,
}

/// A lesson on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MapLesson {
    /// Lesson id.
    pub id: String,
    /// `1.2`.
    pub number: String,
    /// Title.
    pub title: String,
    /// New, started, done or revised.
    pub state: LessonState,
    /// Minutes in all.
    pub minutes: u32,
    /// Minutes that remain.
    pub minutes_left: u32,
    /// How much was read, 0 to 1 by reading time.
    pub fraction: f64,
    /// Checks that were never answered.
    pub checks_left: u32,
    /// It holds a bookmark.
    pub bookmarked: bool,
}

/// Where a lesson stands. Computed from facts each time, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LessonState {
    /// Never opened.
    New,
    /// Opened, not complete.
    Started,
    /// Complete.
    Done,
    /// Was complete; the author marked blocks to be done again.
    Revised,
}
