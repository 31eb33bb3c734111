//! Questions outside the lessons, the path, review, dates, and the document made of it all.

use super::{Handled, touching};
use crate::api::host::Host;
use crate::api::{
    CardAdd, CardFilter, CardList, CardRef, CardSet, CardView, CourseRef, DeadlineSet,
    DirectionSet, DirectionView, DueList, DueMark, DueRef, FactList, FileMade, Glossary,
    ItemAnswer, ItemView, ModuleRate, ModuleRating, Nothing, NoticeSettings, PathSet, PathView,
    ReviewDay, ReviewRate, ReviewSettings, SittingFind, SittingFound, SittingOpen, SittingRef,
    SittingResult, SittingView,
};
use crate::{assessment, calendar, course, direction, notice, path, review};

pub(in crate::api) fn glossary_read(host: &Host, input: CourseRef) -> Handled<Glossary> {
    host.read(|db| course::glossary(db, &input.course))
}

pub(in crate::api) fn fact_list(host: &Host, input: CourseRef) -> Handled<FactList> {
    host.read(|db| course::facts(db, &input.course))
}

pub(in crate::api) fn sitting_open(host: &Host, input: SittingOpen) -> Handled<SittingView> {
    host.write(|write| assessment::open(write, &input))
}

pub(in crate::api) fn sitting_finish(host: &Host, input: SittingRef) -> Handled<SittingResult> {
    host.write(|write| assessment::finish(write, &input.sitting))
}

pub(in crate::api) fn sitting_find(host: &Host, input: SittingFind) -> Handled<SittingFound> {
    host.read(|db| assessment::find(db, &input))
}

pub(in crate::api) fn item_answer(host: &Host, input: ItemAnswer) -> Handled<ItemView> {
    host.write(|write| assessment::answer(write, &input))
}

pub(in crate::api) fn module_rate(host: &Host, input: ModuleRate) -> Handled<ModuleRating> {
    host.write(|write| assessment::rate(write, &input))
}

pub(in crate::api) fn path_read(host: &Host, input: CourseRef) -> Handled<PathView> {
    host.read(|db| path::read(db, &input.course))
}

pub(in crate::api) fn path_set(host: &Host, input: PathSet) -> Handled<PathView> {
    host.write(|write| path::set(write, &input))
}

pub(in crate::api) fn review_read(host: &Host, _: Nothing) -> Handled<ReviewDay> {
    let day = host.with_app(|app| {
        let (now, date) = (app.environment().now(), app.environment().local_date());
        app.read(|db| review::day(db, now, date))
    })?;
    Ok(touching(day, &[]))
}

pub(in crate::api) fn review_rate(host: &Host, input: ReviewRate) -> Handled<ReviewDay> {
    host.write(|write| review::rate(write, &input))
}

pub(in crate::api) fn review_undo(host: &Host, _: Nothing) -> Handled<ReviewDay> {
    host.write(review::undo)
}

pub(in crate::api) fn review_set(host: &Host, input: ReviewSettings) -> Handled<ReviewDay> {
    host.write(|write| review::set(write, &input))
}

pub(in crate::api) fn card_add(host: &Host, input: CardAdd) -> Handled<CardView> {
    host.write(|write| review::add_card(write, &input))
}

pub(in crate::api) fn card_set(host: &Host, input: CardSet) -> Handled<CardView> {
    host.write(|write| review::set_card(write, &input))
}

pub(in crate::api) fn card_remove(host: &Host, input: CardRef) -> Handled<CardView> {
    host.write(|write| review::remove_card(write, &input.card))
}

pub(in crate::api) fn card_restore(host: &Host, input: CardRef) -> Handled<CardView> {
    host.write(|write| review::restore_card(write, &input.card))
}

pub(in crate::api) fn card_list(host: &Host, input: CardFilter) -> Handled<CardList> {
    let list = host.with_app(|app| {
        let (now, date) = (app.environment().now(), app.environment().local_date());
        app.read(|db| review::cards(db, &input, now, date))
    })?;
    Ok(touching(list, &[]))
}

pub(in crate::api) fn due_list(host: &Host, _: Nothing) -> Handled<DueList> {
    host.read(calendar::list)
}

pub(in crate::api) fn due_mark(host: &Host, input: DueMark) -> Handled<DueList> {
    host.write(|write| calendar::mark(write, &input))
}

pub(in crate::api) fn deadline_set(host: &Host, input: DeadlineSet) -> Handled<DueList> {
    host.write(|write| calendar::set_deadline(write, &input))
}

pub(in crate::api) fn deadline_remove(host: &Host, input: DueRef) -> Handled<DueList> {
    host.write(|write| calendar::remove_deadline(write, &input.id))
}

pub(in crate::api) fn deadline_restore(host: &Host, input: DueRef) -> Handled<DueList> {
    host.write(|write| calendar::restore_deadline(write, &input.id))
}

pub(in crate::api) fn calendar_export(host: &Host, _: Nothing) -> Handled<FileMade> {
    host.write(calendar::export)
}

pub(in crate::api) fn notice_read(host: &Host, _: Nothing) -> Handled<NoticeSettings> {
    host.read(notice::read)
}

pub(in crate::api) fn notice_set(host: &Host, input: NoticeSettings) -> Handled<NoticeSettings> {
    host.write(|write| notice::set(write, input))
}

pub(in crate::api) fn direction_read(host: &Host, _: Nothing) -> Handled<DirectionView> {
    host.read(direction::read)
}

pub(in crate::api) fn direction_set(host: &Host, input: DirectionSet) -> Handled<DirectionView> {
    host.write(|write| direction::set(write, &input))
}

pub(in crate::api) fn direction_export(host: &Host, _: Nothing) -> Handled<FileMade> {
    let (document, date) = host.with_app(|app| {
        let date = app.environment().local_date();
        app.read(|db| Ok((direction::document(db)?, date)))
    })?;
    // Writing the file comes after the transaction.
    Ok(touching(direction::export(&document, date)?, &[]))
}
