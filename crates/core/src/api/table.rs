//! The command table: a name, what it does, its types, and the function that does it.

use serde_json::Value;
use ts_rs::TS;

use super::host::{Host, Reply};
use super::{
    About, AppRecover, AppStatus, Asset, AssetRead, AttemptView, BackupList, BackupRestore,
    BackupView, BookmarkSet, CheckAnswer, CourseInstalled, CourseList, CourseMap, CourseOpen,
    CourseRef, CourseSummary, LessonMark, LessonProgress, LessonRef, LessonStanding, LessonView,
    Nothing, PlaceSave, ProgressReport, Today, WritingSave, Written, handlers,
};
use crate::{Code, Error, Result};

/// One row of the table.
#[derive(Clone, Copy)]
pub struct Command {
    /// `noun_verb`.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// TypeScript name of the request.
    pub input: fn(&ts_rs::Config) -> String,
    /// TypeScript name of the reply.
    pub output: fn(&ts_rs::Config) -> String,
    run: fn(&Host, Value) -> Result<Reply>,
}

macro_rules! commands {
    ($( $(#[doc = $doc:literal])+ $name:ident: $input:ty => $output:ty; )+) => {
        /// Every command, by name.
        pub static COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            summary: concat!($($doc),+),
            input: |config| <$input as TS>::name(config),
            output: |config| <$output as TS>::name(config),
            run: |host, input| {
                let input: $input = serde_json::from_value(input).map_err(|source| {
                    Error::invalid(format!("{}: {source}.", stringify!($name))).with("command", stringify!($name))
                })?;
                let reply: (
                    $output,
                    crate::app::Changes,
                ) = handlers::$name(host, input)?;
                Reply::new(&reply.0, reply.1)
            },
        }),+];

        pub(super) fn visit_types(visitor: &mut impl ts_rs::TypeVisitor) {
            $( visitor.visit::<$input>(); visitor.visit::<$output>(); )+
        }
    };
}

commands! {
    /// Whether the data can be used; works in every state.
    app_status: Nothing => AppStatus;
    /// Try again, restore a backup or start empty after a start-up problem; the old file is kept.
    app_recover: AppRecover => AppStatus;
    /// Version, licences and third-party notices.
    app_about: Nothing => About;
    /// Keep where the reader is for the next start.
    place_save: PlaceSave => Nothing;
    /// The backups, each verified by opening it.
    backup_list: Nothing => BackupList;
    /// Make and verify a backup now.
    backup_create: Nothing => BackupView;
    /// Put a backup in place of the database; what is there now is kept as a backup first.
    backup_restore: BackupRestore => AppStatus;
    /// Installed courses and the built-in one.
    course_list: Nothing => CourseList;
    /// Start the built-in course (installs it when needed) and make it the current one.
    course_start: Nothing => CourseInstalled;
    /// Install a course from a `.colloquy` file or a folder, and make it the current one.
    course_open: CourseOpen => CourseInstalled;
    /// Make an installed course the current one.
    course_choose: CourseRef => CourseSummary;
    /// The course map with progress.
    course_map: CourseRef => CourseMap;
    /// An image of a course.
    asset_read: AssetRead => Asset;
    /// The facts that Today shows.
    today_read: Nothing => Today;
    /// Everything recorded about reading a course, as facts.
    progress_read: CourseRef => ProgressReport;
    /// Open a lesson: its text, where reading stopped, and what the reader did in it.
    lesson_open: LessonRef => LessonView;
    /// Keep reading position, blocks read and active time.
    lesson_progress: LessonProgress => LessonStanding;
    /// Mark a lesson as read, or as not read.
    lesson_mark: LessonMark => LessonStanding;
    /// Answer a check, or choose in a case; feedback on every option comes back.
    check_answer: CheckAnswer => AttemptView;
    /// Keep a reflection or a private draft.
    writing_save: WritingSave => Written;
    /// Set or remove a bookmark.
    bookmark_set: BookmarkSet => Nothing;
}

/// Runs a command by name.
///
/// # Errors
/// `not_found` for an unknown name, `invalid_input` when the request is not of its type, the
/// start-up problem when the data is not open, and whatever the command itself reports.
pub fn dispatch(host: &Host, name: &str, input: Value) -> Result<Reply> {
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| {
            Error::new(Code::NotFound, format!("There is no command “{name}”."))
                .with("command", name)
        })?;
    (command.run)(host, input)
}
