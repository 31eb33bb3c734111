//! What is said, when, and how often.

use chrono::Duration;
use serde_json::json;

use super::{NewlyDue, read, set, take};
use crate::api::{DeadlineSet, DueMark, NoticeSettings, ToolSave, Topic};
use crate::testing::{Bench, bench};
use crate::{calendar, tool};

/// The bench's clock stands on this day.
const TODAY: &str = "2026-11-23";
const TOMORROW: &str = "2026-11-24";
const YESTERDAY: &str = "2026-11-22";
const ONE: &str = "0191d6c0-0000-7000-8000-000000000001";
const TWO: &str = "0191d6c0-0000-7000-8000-000000000002";

const NOTHING: NewlyDue = due(0, 0);

const fn due(today: u32, before: u32) -> NewlyDue {
    NewlyDue { today, before }
}

fn switch(bench: &Bench, on: bool) {
    let (kept, changes) = bench
        .app
        .write(|write| set(write, NoticeSettings { on }))
        .expect("sets");
    assert_eq!((kept.on, changes), (on, [Topic::Notice].into()));
}

fn deadline(bench: &Bench, id: &str, date: &str) {
    let input = DeadlineSet {
        id: Some(id.to_owned()),
        title: "Board paper".to_owned(),
        date: date.to_owned(),
    };
    bench
        .app
        .write(|write| calendar::set_deadline(write, &input))
        .expect("sets");
}

fn mark(bench: &Bench, id: &str, done: bool) {
    let id = id.to_owned();
    bench
        .app
        .write(|write| calendar::mark(write, &DueMark { id, done }))
        .expect("marks");
}

fn taken(bench: &Bench) -> NewlyDue {
    let (found, changes) = bench.app.write(take).expect("takes");
    assert!(changes.is_empty(), "no view shows what was said");
    found
}

#[test]
fn nothing_is_said_until_it_is_switched_on() {
    let bench = bench();
    deadline(&bench, ONE, TODAY);
    assert!(!bench.app.read(read).expect("reads").on);
    assert_eq!(taken(&bench), NOTHING);
    switch(&bench, true);
    assert!(bench.app.read(read).expect("reads").on);
    assert_eq!(taken(&bench), due(1, 0));
    switch(&bench, false);
    bench.clock.advance(Duration::days(1));
    deadline(&bench, TWO, TOMORROW);
    assert_eq!(taken(&bench), NOTHING);
}

#[test]
fn each_thing_is_said_once_on_its_day() {
    let bench = bench();
    switch(&bench, true);
    deadline(&bench, ONE, TODAY);
    deadline(&bench, TWO, TOMORROW);
    assert_eq!(taken(&bench), due(1, 0));
    assert_eq!(taken(&bench), NOTHING);
    bench.clock.advance(Duration::days(1));
    assert_eq!(
        taken(&bench),
        due(1, 0),
        "the other one; the first was said"
    );
    assert_eq!(taken(&bench), NOTHING);
}

#[test]
fn a_week_of_silence_is_made_up_for_at_once() {
    let bench = bench();
    switch(&bench, true);
    deadline(&bench, ONE, TOMORROW);
    deadline(&bench, TWO, "2026-11-30");
    bench.clock.advance(Duration::days(7));
    assert_eq!(taken(&bench), due(1, 1));
    assert_eq!(taken(&bench), NOTHING);
}

#[test]
fn what_is_done_is_not_said_and_what_is_open_again_is() {
    let bench = bench();
    switch(&bench, true);
    deadline(&bench, ONE, TODAY);
    mark(&bench, ONE, true);
    assert_eq!(taken(&bench), NOTHING);
    mark(&bench, ONE, false);
    assert_eq!(taken(&bench), due(1, 0));
    mark(&bench, ONE, true);
    mark(&bench, ONE, false);
    assert_eq!(taken(&bench), NOTHING);
}

#[test]
fn another_day_is_said_again_and_the_same_day_is_not() {
    let bench = bench();
    switch(&bench, true);
    deadline(&bench, ONE, TODAY);
    assert_eq!(taken(&bench), due(1, 0));
    deadline(&bench, ONE, TOMORROW);
    assert_eq!(taken(&bench), NOTHING);
    bench.clock.advance(Duration::days(1));
    assert_eq!(taken(&bench), due(1, 0));
    deadline(&bench, ONE, TODAY);
    assert_eq!(
        taken(&bench),
        NOTHING,
        "moved back to the day that was said"
    );
    bench
        .app
        .write(|write| calendar::remove_deadline(write, ONE))
        .expect("removes");
    assert_eq!(taken(&bench), NOTHING);
    deadline(&bench, ONE, TOMORROW);
    assert_eq!(
        taken(&bench),
        NOTHING,
        "brought back to the day that was said"
    );
}

#[test]
fn what_was_late_before_it_was_switched_on_is_left_alone() {
    let bench = bench();
    deadline(&bench, ONE, YESTERDAY);
    switch(&bench, true);
    assert_eq!(taken(&bench), NOTHING);
    switch(&bench, false);
    deadline(&bench, TWO, TOMORROW);
    bench.clock.advance(Duration::days(3));
    switch(&bench, true);
    assert_eq!(taken(&bench), NOTHING, "it came due while notices were off");
    // Switching on what is on begins nothing anew.
    deadline(&bench, TWO, "2026-11-27");
    bench.clock.advance(Duration::days(4));
    switch(&bench, true);
    assert_eq!(taken(&bench), due(0, 1));
}

#[test]
fn steps_of_the_plan_are_said_as_deadlines_are() {
    let bench = bench();
    switch(&bench, true);
    let row = json!({"name": "No RAG", "impact": 5, "influence": 5, "effort": 1, "hours": 1, "step": "Ring her", "date": TODAY, "order": 0});
    let set = [
        ("value:hours".to_owned(), json!(5)),
        ("row:actions:rag".to_owned(), row),
    ];
    let input = ToolSave {
        tool: "t9".to_owned(),
        set: set.into(),
    };
    bench
        .app
        .write(|write| tool::save(write, &input))
        .expect("saves");
    deadline(&bench, ONE, TODAY);
    assert_eq!(taken(&bench), due(2, 0));
    assert_eq!(taken(&bench), NOTHING);
}
