//! One thin function a command: check, call, convert.

use super::host::{Host, NOTHING};
use super::{
    About, AppRecover, AppStatus, Asset, AssetRead, AttemptView, BackupList, BackupRestore,
    BackupView, BookmarkSet, CheckAnswer, CourseInstalled, CourseList, CourseMap, CourseOpen,
    CourseRef, CourseSummary, LessonMark, LessonProgress, LessonRef, LessonStanding, LessonView,
    Nothing, PlaceSave, ProgressReport, Today, Topic, WritingSave, Written,
};
use crate::app::Changes;
use crate::db::backup;
use crate::{Result, bookmark, course, progress, setting, writing};

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
    Topic::Backup,
];

pub(super) fn app_status(host: &Host, _: Nothing) -> Handled<AppStatus> {
    Ok(touching(host.status()?, &[]))
}

pub(super) fn app_recover(host: &Host, input: AppRecover) -> Handled<AppStatus> {
    Ok(touching(host.recover(&input)?, EVERYTHING))
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
        let date = app.environment().local_date();
        app.read(|db| progress::today(db, date))
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

pub(super) fn bookmark_set(host: &Host, input: BookmarkSet) -> Handled<Nothing> {
    host.write(|write| bookmark::set(write, &input).map(|()| NOTHING))
}
