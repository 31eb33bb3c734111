//! One thin function a command: check, call, convert.

mod study;

pub(super) use study::*;

use super::host::{Host, NOTHING};
use super::{
    About, AppPulse, AppRecover, AppStatus, Asset, AssetRead, AttemptView, BackupList,
    BackupRestore, BackupView, BookmarkSet, CheckAnswer, CourseInstalled, CourseList, CourseMap,
    CourseOpen, CourseRef, CourseSummary, FileMade, FrontierAsk, FrontierNow, HighlightAdd,
    HighlightFilter, HighlightList, HighlightRef, HighlightView, LessonMark, LessonProgress,
    LessonRef, LessonStanding, LessonView, MarkdownDoc, MarkdownRead, NoteCard, NoteCreate,
    NoteEdit, NoteExport, NoteFilter, NoteImport, NoteImported, NoteList, NoteRef, NoteSet,
    NoteSync, NoteSynced, NoteVersionRef, NoteVersionView, NoteVersions, NoteView, Nothing,
    OverwrittenList, PlaceSave, ProgressReport, SearchFound, SearchQuery, Today, ToolExport,
    ToolFormat, ToolKeep, ToolList, ToolRef, ToolResultRef, ToolRows, ToolRowsFile, ToolRowsText,
    ToolSave, ToolView, Topic, WritingRef, WritingSave, WritingVersions, Written,
};
use crate::app::Changes;
use crate::db::backup;
use crate::{
    Result, bookmark, course, highlight, log, note, progress, search, setting, tool, writing,
};

type Handled<T> = Result<(T, Changes)>;

fn touching<T>(value: T, topics: &[Topic]) -> (T, Changes) {
    (value, topics.iter().copied().collect())
}

const EVERYTHING: &[Topic] = &[
    Topic::App,
    Topic::Course,
    Topic::Progress,
    Topic::Writing,
    Topic::Bookmark,
    Topic::Highlight,
    Topic::Note,
    Topic::Tool,
    Topic::Path,
    Topic::Review,
    Topic::Calendar,
    Topic::Direction,
    Topic::Backup,
    Topic::Notice,
];

pub(super) fn app_status(host: &Host, _: Nothing) -> Handled<AppStatus> {
    Ok(touching(host.status()?, &[]))
}

pub(super) fn app_recover(host: &Host, input: AppRecover) -> Handled<AppStatus> {
    Ok(touching(host.recover(&input)?, EVERYTHING))
}

pub(super) fn app_pulse(host: &Host, _: Nothing) -> Handled<AppPulse> {
    let elsewhere = host.written_elsewhere()?;
    let topics = if elsewhere { EVERYTHING } else { &[] };
    Ok(touching(AppPulse { elsewhere }, topics))
}

pub(super) fn app_about(_: &Host, _: Nothing) -> Handled<About> {
    let about = About {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sqlite: rusqlite::version().to_owned(),
        licence: env!("CARGO_PKG_LICENSE").to_owned(),
        notices: include_str!("../../../../THIRD-PARTY-NOTICES").to_owned(),
    };
    Ok(touching(about, &[]))
}

pub(super) fn place_save(host: &Host, input: PlaceSave) -> Handled<Nothing> {
    host.write(|write| setting::save_place(write, &input.place).map(|()| NOTHING))
}

pub(super) fn backup_list(host: &Host, _: Nothing) -> Handled<BackupList> {
    let folder = host.folder();
    let list = BackupList {
        folder: folder.backups().display().to_string(),
        backups: backup::list(folder)?,
    };
    Ok(touching(list, &[]))
}

pub(super) fn backup_create(host: &Host, _: Nothing) -> Handled<BackupView> {
    Ok(touching(host.back_up()?, &[Topic::Backup]))
}

pub(super) fn backup_restore(host: &Host, input: BackupRestore) -> Handled<AppStatus> {
    Ok(touching(host.restore(&input.backup)?, EVERYTHING))
}

pub(super) fn course_list(host: &Host, _: Nothing) -> Handled<CourseList> {
    host.read(course::list)
}

pub(super) fn course_start(host: &Host, _: Nothing) -> Handled<CourseInstalled> {
    host.write(course::start_built_in)
}

pub(super) fn course_open(host: &Host, input: CourseOpen) -> Handled<CourseInstalled> {
    // Reading and checking the package comes first and outside the transaction.
    let files = course::read_path(std::path::Path::new(&input.path))?;
    host.write(|write| course::install(write, &files, false))
}

pub(super) fn course_choose(host: &Host, input: CourseRef) -> Handled<CourseSummary> {
    host.write(|write| course::choose(write, &input.course))
}

pub(super) fn course_map(host: &Host, input: CourseRef) -> Handled<CourseMap> {
    host.read(|db| progress::map(db, &input.course))
}

pub(super) fn asset_read(host: &Host, input: AssetRead) -> Handled<Asset> {
    host.read(|db| course::asset(db, &input.course, &input.path))
}

pub(super) fn today_read(host: &Host, _: Nothing) -> Handled<Today> {
    host.with_app(|app| {
        let (now, date) = (app.environment().now(), app.environment().local_date());
        app.read(|db| progress::today(db, now, date))
    })
    .map(|today| touching(today, &[]))
}

pub(super) fn progress_read(host: &Host, input: CourseRef) -> Handled<ProgressReport> {
    host.read(|db| progress::report(db, &input.course))
}

pub(super) fn lesson_open(host: &Host, input: LessonRef) -> Handled<LessonView> {
    host.write(|write| progress::open(write, &input.course, &input.lesson))
}

pub(super) fn lesson_progress(host: &Host, input: LessonProgress) -> Handled<LessonStanding> {
    host.write(|write| progress::record(write, &input))
}

pub(super) fn lesson_mark(host: &Host, input: LessonMark) -> Handled<LessonStanding> {
    host.write(|write| progress::mark(write, &input))
}

pub(super) fn check_answer(host: &Host, input: CheckAnswer) -> Handled<AttemptView> {
    host.write(|write| progress::answer(write, &input))
}

pub(super) fn writing_save(host: &Host, input: WritingSave) -> Handled<Written> {
    host.write(|write| writing::save(write, &input))
}

pub(super) fn writing_versions(host: &Host, input: WritingRef) -> Handled<WritingVersions> {
    host.read(|db| writing::versions(db, &input))
}

pub(super) fn overwritten_list(host: &Host, _: Nothing) -> Handled<OverwrittenList> {
    host.read(log::overwritten)
}

pub(super) fn bookmark_set(host: &Host, input: BookmarkSet) -> Handled<Nothing> {
    host.write(|write| bookmark::set(write, &input).map(|()| NOTHING))
}

pub(super) fn highlight_add(host: &Host, input: HighlightAdd) -> Handled<HighlightView> {
    host.write(|write| highlight::add(write, &input))
}

pub(super) fn highlight_remove(host: &Host, input: HighlightRef) -> Handled<Nothing> {
    host.write(|write| highlight::remove(write, &input.id).map(|()| NOTHING))
}

pub(super) fn highlight_restore(host: &Host, input: HighlightRef) -> Handled<HighlightView> {
    host.write(|write| highlight::restore(write, &input.id))
}

pub(super) fn highlight_list(host: &Host, input: HighlightFilter) -> Handled<HighlightList> {
    host.read(|db| highlight::list(db, &input))
}

pub(super) fn note_create(host: &Host, input: NoteCreate) -> Handled<NoteView> {
    host.write(|write| note::create(write, &input))
}

pub(super) fn note_open(host: &Host, input: NoteRef) -> Handled<NoteView> {
    host.read(|db| note::open(db, &input.id))
}

pub(super) fn note_save(host: &Host, input: NoteEdit) -> Handled<NoteSynced> {
    host.write(|write| note::save(write, &input))
}

pub(super) fn note_sync(host: &Host, input: NoteSync) -> Handled<NoteSynced> {
    host.read(|db| note::sync(db, &input))
}

pub(super) fn note_set(host: &Host, input: NoteSet) -> Handled<NoteCard> {
    host.write(|write| note::set(write, &input))
}

pub(super) fn note_list(host: &Host, input: NoteFilter) -> Handled<NoteList> {
    host.read(|db| note::list(db, &input))
}

pub(super) fn note_remove(host: &Host, input: NoteRef) -> Handled<NoteCard> {
    host.write(|write| note::remove(write, &input.id))
}

pub(super) fn note_restore(host: &Host, input: NoteRef) -> Handled<NoteCard> {
    host.write(|write| note::restore(write, &input.id))
}

pub(super) fn note_erase(host: &Host, input: NoteRef) -> Handled<Nothing> {
    host.write(|write| note::erase(write, &input.id).map(|()| NOTHING))
}

pub(super) fn note_versions(host: &Host, input: NoteRef) -> Handled<NoteVersions> {
    host.read(|db| note::versions(db, &input.id))
}

pub(super) fn note_version(host: &Host, input: NoteVersionRef) -> Handled<NoteVersionView> {
    host.read(|db| note::version(db, &input))
}

pub(super) fn note_revert(host: &Host, input: NoteVersionRef) -> Handled<NoteView> {
    host.write(|write| note::revert(write, &input))
}

pub(super) fn note_export(host: &Host, input: NoteExport) -> Handled<FileMade> {
    host.read(|db| note::export(db, &input))
}

pub(super) fn note_import(host: &Host, input: NoteImport) -> Handled<NoteImported> {
    // Reading and converting the files comes first and outside the transaction.
    let files = note::read_path(std::path::Path::new(&input.path))?;
    host.write(|write| note::import(write, files))
}

pub(super) fn markdown_read(_: &Host, input: MarkdownRead) -> Handled<MarkdownDoc> {
    Ok(touching(note::markdown_doc(&input.markdown)?, &[]))
}

pub(super) fn search_query(host: &Host, input: SearchQuery) -> Handled<SearchFound> {
    host.read(|db| search::query(db, &input))
}

pub(super) fn tool_list(host: &Host, _: Nothing) -> Handled<ToolList> {
    host.read(tool::list)
}

pub(super) fn tool_open(host: &Host, input: ToolRef) -> Handled<ToolView> {
    host.read(|db| tool::open(db, &input.tool))
}

pub(super) fn tool_save(host: &Host, input: ToolSave) -> Handled<ToolView> {
    host.write(|write| tool::save(write, &input))
}

pub(super) fn tool_keep(host: &Host, input: ToolKeep) -> Handled<ToolView> {
    host.write(|write| tool::keep(write, &input))
}

pub(super) fn result_remove(host: &Host, input: ToolResultRef) -> Handled<ToolView> {
    host.write(|write| tool::remove_result(write, &input.id))
}

pub(super) fn result_restore(host: &Host, input: ToolResultRef) -> Handled<ToolView> {
    host.write(|write| tool::restore_result(write, &input.id))
}

pub(super) fn tool_export(host: &Host, input: ToolExport) -> Handled<FileMade> {
    if input.format == ToolFormat::Ics {
        return host.write(|write| tool::export_calendar(write, &input.tool));
    }
    let view = host.with_app(|app| {
        let date = app.environment().local_date();
        app.read(|db| Ok((tool::open(db, &input.tool)?, date)))
    })?;
    // Drawing comes after the transaction.
    Ok(touching(tool::export(&view.0, input.format, view.1)?, &[]))
}

pub(super) fn rows_parse(host: &Host, input: ToolRowsText) -> Handled<ToolRows> {
    host.read(|db| tool::rows_of_text(db, &input))
}

pub(super) fn rows_read(host: &Host, input: ToolRowsFile) -> Handled<ToolRows> {
    host.read(|db| tool::rows_of_file(db, &input))
}

pub(super) fn tool_example(host: &Host, input: ToolRef) -> Handled<ToolView> {
    host.write(|write| tool::fill_example(write, &input.tool))
}

pub(super) fn frontier_at(host: &Host, input: FrontierAsk) -> Handled<FrontierNow> {
    host.read(|db| tool::frontier_at(db, input.budget))
}
