//! The command table: a name, what it does, its types, and the function that does it.

use serde_json::Value;
use ts_rs::TS;

use super::host::{Host, Reply};
use super::{
    About, AppPulse, AppRecover, AppStatus, Asset, AssetRead, AttemptView, BackupList,
    BackupRestore, BackupView, BookmarkSet, CardAdd, CardFilter, CardList, CardRef, CardSet,
    CardView, CheckAnswer, CourseInstalled, CourseList, CourseMap, CourseOpen, CourseRef,
    CourseSummary, DeadlineSet, DirectionSet, DirectionView, DueList, DueMark, DueRef, FactList,
    FileMade, FrontierAsk, FrontierNow, Glossary, HighlightAdd, HighlightFilter, HighlightList,
    HighlightRef, HighlightView, ItemAnswer, ItemView, LessonMark, LessonProgress, LessonRef,
    LessonStanding, LessonView, MarkdownDoc, MarkdownRead, ModuleRate, ModuleRating, NoteCard,
    NoteCreate, NoteEdit, NoteExport, NoteFilter, NoteImport, NoteImported, NoteList, NoteRef,
    NoteSet, NoteSync, NoteSynced, NoteVersionRef, NoteVersionView, NoteVersions, NoteView,
    Nothing, NoticeSettings, OverwrittenList, PathSet, PathView, PlaceSave, ProgressReport,
    ReviewDay, ReviewRate, ReviewSettings, SearchFound, SearchQuery, SittingFind, SittingFound,
    SittingOpen, SittingRef, SittingResult, SittingView, Today, ToolExport, ToolKeep, ToolList,
    ToolRef, ToolResultRef, ToolRows, ToolRowsFile, ToolRowsText, ToolSave, ToolView, WritingRef,
    WritingSave, WritingVersions, Written, handlers,
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
    /// Whether another process wrote to the data since the last time.
    app_pulse: Nothing => AppPulse;
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
    /// Texts of a reflection or draft that another device's won over.
    writing_versions: WritingRef => WritingVersions;
    /// Every text of the reader's that another device's won over.
    overwritten_list: Nothing => OverwrittenList;
    /// Set or remove a bookmark.
    bookmark_set: BookmarkSet => Nothing;
    /// Highlight a passage.
    highlight_add: HighlightAdd => HighlightView;
    /// Take a highlight away; its note stays.
    highlight_remove: HighlightRef => Nothing;
    /// Bring a removed highlight back.
    highlight_restore: HighlightRef => HighlightView;
    /// The highlights of a lesson or a course, with the notes beside them.
    highlight_list: HighlightFilter => HighlightList;
    /// Begin a note.
    note_create: NoteCreate => NoteView;
    /// A note to read and edit.
    note_open: NoteRef => NoteView;
    /// Keep what was written in a note, and learn what others wrote.
    note_save: NoteEdit => NoteSynced;
    /// Learn what others wrote in a note.
    note_sync: NoteSync => NoteSynced;
    /// Change title, tags or place of a note.
    note_set: NoteSet => NoteCard;
    /// Notes by filter, in pages.
    note_list: NoteFilter => NoteList;
    /// Put a note into the trash.
    note_remove: NoteRef => NoteCard;
    /// Take a note out of the trash.
    note_restore: NoteRef => NoteCard;
    /// Delete a note that is in the trash, for good.
    note_erase: NoteRef => Nothing;
    /// The earlier texts of a note.
    note_versions: NoteRef => NoteVersions;
    /// One earlier text of a note.
    note_version: NoteVersionRef => NoteVersionView;
    /// Make an earlier text the current one; the current one is kept as a version first.
    note_revert: NoteVersionRef => NoteView;
    /// One note as Markdown, or all as a zip archive of Markdown files.
    note_export: NoteExport => FileMade;
    /// Bring in Markdown files as notes.
    note_import: NoteImport => NoteImported;
    /// Convert Markdown for the editor.
    markdown_read: MarkdownRead => MarkdownDoc;
    /// Find words in lessons, notes, reflections and tools.
    search_query: SearchQuery => SearchFound;
    /// The tools of the workbook.
    tool_list: Nothing => ToolList;
    /// A tool with everything in it.
    tool_open: ToolRef => ToolView;
    /// Keep what is filled into a tool.
    tool_save: ToolSave => ToolView;
    /// Keep the present result, to compare with later ones.
    tool_keep: ToolKeep => ToolView;
    /// Take a kept result away.
    result_remove: ToolResultRef => ToolView;
    /// Bring a removed result back.
    result_restore: ToolResultRef => ToolView;
    /// A tool's page or table as a file.
    tool_export: ToolExport => FileMade;
    /// Read rows copied from a spreadsheet.
    rows_parse: ToolRowsText => ToolRows;
    /// Read rows of a spreadsheet file.
    rows_read: ToolRowsFile => ToolRows;
    /// Fill a tool that is empty with something to look at.
    tool_example: ToolRef => ToolView;
    /// The portfolio frontier at another budget, saving nothing.
    frontier_at: FrontierAsk => FrontierNow;
    /// The words that a course teaches.
    glossary_read: CourseRef => Glossary;
    /// The dated facts of a course, what changed last first.
    fact_list: CourseRef => FactList;
    /// Begin a pre-assessment, fast-track or post-test, or go on with one.
    sitting_open: SittingOpen => SittingView;
    /// Finish a sitting: what is not answered counts as not known.
    sitting_finish: SittingRef => SittingResult;
    /// Where the sittings of one kind stand.
    sitting_find: SittingFind => SittingFound;
    /// Answer a question of a sitting.
    item_answer: ItemAnswer => ItemView;
    /// Say how recent and relevant a module is.
    module_rate: ModuleRate => ModuleRating;
    /// The reader's own path, with a reason for every step.
    path_read: CourseRef => PathView;
    /// Choose otherwise than the path advises.
    path_set: PathSet => PathView;
    /// Today's review.
    review_read: Nothing => ReviewDay;
    /// Rate a card.
    review_rate: ReviewRate => ReviewDay;
    /// Take the last review of today back.
    review_undo: Nothing => ReviewDay;
    /// Set caps, easy days and what becomes a card.
    review_set: ReviewSettings => ReviewDay;
    /// Make a card of a passage, a note or one's own words.
    card_add: CardAdd => CardView;
    /// Change a card of one's own.
    card_set: CardSet => CardView;
    /// Take a card away.
    card_remove: CardRef => CardView;
    /// Bring a card back.
    card_restore: CardRef => CardView;
    /// Cards by words.
    card_list: CardFilter => CardList;
    /// Deadlines and steps of the 90-day plan, by date.
    due_list: Nothing => DueList;
    /// Mark a deadline or step as done, or not.
    due_mark: DueMark => DueList;
    /// Make or change a deadline.
    deadline_set: DeadlineSet => DueList;
    /// Take a deadline away.
    deadline_remove: DueRef => DueList;
    /// Bring a deadline back.
    deadline_restore: DueRef => DueList;
    /// Deadlines and plan steps as a calendar file (iCalendar, RFC 5545).
    calendar_export: Nothing => FileMade;
    /// Whether the desktop app says when something is due.
    notice_read: Nothing => NoticeSettings;
    /// Switch that on or off.
    notice_set: NoticeSettings => NoticeSettings;
    /// “PMO direction on a page”, put together from tools and exercises.
    direction_read: Nothing => DirectionView;
    /// Write a section of it in one's own words.
    direction_set: DirectionSet => DirectionView;
    /// The document with its annexes, as a Word document (Office Open XML).
    direction_export: Nothing => FileMade;
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
