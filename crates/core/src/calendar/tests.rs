//! Lists, marks, undo, and files as another parser reads them.

use base64::Engine as _;
use chrono::{Duration, NaiveDate, TimeZone as _, Utc};
use icalendar::{Calendar, CalendarComponent, Component as _, Event};
use proptest::prelude::*;
use serde_json::json;

use super::ics::{self, Entry};
use super::{
    export, export_plan, list, mark, open, remove_deadline, restore_deadline, set_deadline,
};
use crate::api::{DeadlineSet, DueList, DueMark, FileMade, ToolSave, Topic};
use crate::testing::{Bench, bench};
use crate::{Code, tool};

const ONE: &str = "0191d6c0-0000-7000-8000-000000000001";
const TWO: &str = "0191d6c0-0000-7000-8000-000000000002";

fn set(bench: &Bench, id: &str, title: &str, date: &str) -> crate::Result<DueList> {
    let input = DeadlineSet {
        id: Some(id.to_owned()),
        title: title.to_owned(),
        date: date.to_owned(),
    };
    let (list, changes) = bench.app.write(|write| set_deadline(write, &input))?;
    assert_eq!(changes, [Topic::Calendar].into());
    Ok(list)
}

fn done(bench: &Bench, id: &str, done: bool) -> crate::Result<DueList> {
    let id = id.to_owned();
    Ok(bench
        .app
        .write(|write| mark(write, &DueMark { id, done }))?
        .0)
}

fn titles(list: &DueList) -> Vec<&str> {
    list.due.iter().map(|due| due.title.as_str()).collect()
}

fn text(file: &FileMade) -> String {
    let bytes = base64::engine::general_purpose::STANDARD.decode(&file.base64);
    String::from_utf8(bytes.expect("base64")).expect("UTF-8")
}

/// A plan of two steps, and an outcome without a date.
fn plan(bench: &Bench) {
    let row = |name: &str, step: &str, date: Option<&str>, order: u32| json!({"name": name, "impact": 5, "influence": 5, "effort": 1, "hours": 1, "step": step, "date": date, "order": order});
    let set = [
        ("value:hours".to_owned(), json!(5)),
        (
            "row:actions:rag".to_owned(),
            row("No RAG", "Ring her; then wait", Some("2026-12-04"), 0),
        ),
        (
            "row:actions:two".to_owned(),
            row("A second person", "", Some("2026-12-01"), 1),
        ),
        (
            "row:actions:none".to_owned(),
            row("Undated", "Begin", None, 2),
        ),
    ];
    let input = ToolSave {
        tool: "t9".to_owned(),
        set: set.into(),
    };
    let (_, changes) = bench
        .app
        .write(|write| tool::save(write, &input))
        .expect("saves");
    assert!(changes.contains(&Topic::Calendar));
}

#[test]
fn deadlines_and_steps_stand_by_date_and_what_is_done_comes_last() {
    let bench = bench();
    plan(&bench);
    set(&bench, ONE, "  Board\npaper ", "2026-12-02").expect("sets");
    let list = set(&bench, TWO, "Retreat", "2026-11-30").expect("sets");
    assert_eq!(
        titles(&list),
        [
            "Retreat",
            "A second person",
            "Board paper",
            "Ring her; then wait"
        ]
    );
    let list = done(&bench, "t9/two", true).expect("marks");
    assert_eq!(
        titles(&list),
        [
            "Retreat",
            "Board paper",
            "Ring her; then wait",
            "A second person"
        ]
    );
    let list = done(&bench, TWO, true).expect("marks");
    assert_eq!(
        titles(&list),
        [
            "Board paper",
            "Ring her; then wait",
            "Retreat",
            "A second person"
        ]
    );
    let (first, all) = bench.app.read(|db| open(db, 1)).expect("open");
    assert_eq!(
        (first[0].title.as_str(), first.len(), all),
        ("Board paper", 1, 2)
    );
    // The tool itself knows, with its history.
    let view = bench.app.read(|db| tool::open(db, "t9")).expect("T9");
    assert_eq!(view.fields["row:actions:two"]["done"], json!(true));
    assert_eq!(
        titles(&done(&bench, "t9/two", false).expect("unmarks"))[0],
        "A second person"
    );
}

#[test]
fn a_deadline_is_changed_removed_and_brought_back_as_it_was() {
    let bench = bench();
    set(&bench, ONE, "Board paper", "2026-12-02").expect("sets");
    done(&bench, ONE, true).expect("marks");
    let before = set(&bench, ONE, "Board paper, final", "2026-12-03").expect("changes");
    assert!(before.due[0].done, "a new date leaves the mark");
    let (gone, _) = bench
        .app
        .write(|write| remove_deadline(write, ONE))
        .expect("removes");
    assert_eq!(gone.due, []);
    assert_eq!(
        done(&bench, ONE, false).expect_err("it is gone").code,
        Code::NotFound
    );
    let (back, changes) = bench
        .app
        .write(|write| restore_deadline(write, ONE))
        .expect("restores");
    assert_eq!(back, before);
    assert_eq!(changes, [Topic::Calendar].into());
    bench
        .app
        .write(|write| remove_deadline(write, ONE))
        .expect("removes");
    let set_again = set(&bench, ONE, "Board paper, final", "2026-12-03").expect("sets");
    assert_eq!(set_again, before);
}

#[test]
fn without_an_id_the_core_makes_one() {
    let bench = bench();
    let input = DeadlineSet {
        id: None,
        title: "A".to_owned(),
        date: "2026-12-02".to_owned(),
    };
    let (list, _) = bench
        .app
        .write(|write| set_deadline(write, &input))
        .expect("sets");
    assert!(uuid::Uuid::parse_str(&list.due[0].id).is_ok());
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_changed() {
    let bench = bench();
    let refused = |id: &str, title: &str, date: &str| {
        let error = set(&bench, id, title, date).expect_err("refused");
        assert!(error.message.contains("Nothing was changed"), "{error}");
        error.context["field"].clone()
    };
    assert_eq!(refused("one", "A", "2026-12-02"), "id");
    assert_eq!(refused(ONE, " \n ", "2026-12-02"), "title");
    assert_eq!(refused(ONE, &"x".repeat(201), "2026-12-02"), "title");
    for date in ["2026-02-29", "tomorrow", "-001-01-01", "20261202", ""] {
        assert_eq!(refused(ONE, "A", date), "date", "{date}");
    }
    assert_eq!(bench.app.read(list).expect("a list").due, []);
    let unknown = |id: &str| {
        let removed = bench
            .app
            .write(|write| remove_deadline(write, id))
            .expect_err("unknown")
            .code;
        let restored = bench
            .app
            .write(|write| restore_deadline(write, id))
            .expect_err("unknown")
            .code;
        (
            removed,
            restored,
            done(&bench, id, true).expect_err("unknown").code,
        )
    };
    assert_eq!(
        unknown(TWO),
        (Code::NotFound, Code::NotFound, Code::NotFound)
    );
    assert_eq!(
        unknown("t9/nothing"),
        (Code::InvalidInput, Code::InvalidInput, Code::NotFound)
    );
}

fn made(bench: &Bench) -> Calendar {
    let (file, changes) = bench.app.write(export).expect("exports");
    assert!(changes.is_empty());
    assert_eq!(file.name, "Dates 2026-11-23.ics");
    text(&file).parse().expect("another parser reads it")
}

/// UID, SEQUENCE, STATUS and SUMMARY of each event.
fn events(calendar: &Calendar) -> Vec<(String, u32, String, String)> {
    let event = |event: &Event| {
        let status = event.property_value("STATUS").expect("a status").to_owned();
        (
            event.get_uid().expect("a UID").to_owned(),
            event.get_sequence().expect("a sequence"),
            status,
            event.get_summary().expect("a summary").to_owned(),
        )
    };
    calendar
        .iter()
        .map(|component| match component {
            CalendarComponent::Event(found) => event(found),
            other => panic!("not an event: {other:?}"),
        })
        .collect()
}

#[test]
fn a_sequence_rises_only_when_something_changed_and_what_is_gone_is_cancelled_once() {
    let bench = bench();
    set(&bench, ONE, "Board paper", "2026-12-02").expect("sets");
    let uid = format!("{ONE}@colloquy");
    let row = |sequence, status: &str, title: &str| {
        vec![(uid.clone(), sequence, status.to_owned(), title.to_owned())]
    };
    assert_eq!(events(&made(&bench)), row(0, "CONFIRMED", "Board paper"));
    bench.clock.advance(Duration::minutes(5));
    assert_eq!(events(&made(&bench)), row(0, "CONFIRMED", "Board paper"));
    set(&bench, ONE, "Board paper", "2026-12-03").expect("moves");
    assert_eq!(events(&made(&bench)), row(1, "CONFIRMED", "Board paper"));
    // Changed and changed back between two files: nothing to say.
    set(&bench, ONE, "Other", "2026-12-03").expect("changes");
    set(&bench, ONE, "Board paper", "2026-12-03").expect("changes back");
    assert_eq!(events(&made(&bench)), row(1, "CONFIRMED", "Board paper"));
    done(&bench, ONE, true).expect("marks");
    assert_eq!(events(&made(&bench)), row(2, "CONFIRMED", "✓ Board paper"));
    bench
        .app
        .write(|write| remove_deadline(write, ONE))
        .expect("removes");
    assert_eq!(events(&made(&bench)), row(3, "CANCELLED", "✓ Board paper"));
    // Said once; and then there is nothing left to say.
    let error = bench.app.write(export).expect_err("nothing");
    assert_eq!(error.code, Code::InvalidInput);
    bench
        .app
        .write(|write| restore_deadline(write, ONE))
        .expect("restores");
    assert_eq!(events(&made(&bench)), row(4, "CONFIRMED", "✓ Board paper"));
}

#[test]
fn what_was_never_handed_out_is_not_cancelled() {
    let bench = bench();
    set(&bench, ONE, "Board paper", "2026-12-02").expect("sets");
    set(&bench, TWO, "Retreat", "2026-12-02").expect("sets");
    bench
        .app
        .write(|write| remove_deadline(write, ONE))
        .expect("removes");
    assert_eq!(events(&made(&bench)).len(), 1);
}

#[test]
fn the_plan_s_own_file_holds_its_steps_and_leaves_deadlines_alone() {
    let bench = bench();
    plan(&bench);
    set(&bench, ONE, "Board paper", "2026-12-02").expect("sets");
    assert_eq!(events(&made(&bench)).len(), 3);
    let plan_file = || {
        bench
            .app
            .write(|write| tool::export_calendar(write, "t9"))
            .expect("exports")
            .0
    };
    assert_eq!(plan_file().name, "90-day plan 2026-11-23.ics");
    let read = |file: &FileMade| events(&text(file).parse().expect("reads"));
    let uids: Vec<_> = read(&plan_file())
        .into_iter()
        .map(|event| (event.0, event.1))
        .collect();
    assert_eq!(
        uids,
        [
            ("t9/rag@colloquy".to_owned(), 0),
            ("t9/two@colloquy".to_owned(), 0)
        ]
    );
    // A step that leaves the plan is cancelled, under the title by which it is known.
    let set = [("row:actions:rag".to_owned(), json!(null))];
    let input = ToolSave {
        tool: "t9".to_owned(),
        set: set.into(),
    };
    bench
        .app
        .write(|write| tool::save(write, &input))
        .expect("saves");
    let gone = read(&plan_file());
    assert_eq!(gone[1].0, "t9/rag@colloquy");
    assert_eq!((gone[1].1, gone[1].2.as_str()), (1, "CANCELLED"));
    assert_eq!(gone[1].3, "Ring her; then wait");
    assert_eq!(
        events(&made(&bench)).len(),
        2,
        "the deadline and the other step"
    );
    let error = bench
        .app
        .write(|write| tool::export_calendar(write, "t7"))
        .expect_err("none");
    assert_eq!(error.message, "This tool has no calendar.");
}

#[test]
fn a_plan_without_dates_makes_no_file() {
    let bench = bench();
    let error = bench
        .app
        .write(|write| export_plan(write, "90-day plan"))
        .expect_err("none");
    assert_eq!(error.code, Code::InvalidInput);
}

fn entry(title: &str) -> Entry {
    Entry {
        uid: ics::uid(ONE),
        sequence: 2,
        title: title.to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 12, 31).expect("a day"),
        done: false,
        cancelled: false,
        modified: Utc
            .with_ymd_and_hms(2026, 11, 22, 8, 30, 0)
            .single()
            .expect("a moment"),
    }
}

fn written(title: &str) -> String {
    let now = Utc
        .with_ymd_and_hms(2026, 11, 23, 9, 0, 0)
        .single()
        .expect("a moment");
    ics::calendar(&[entry(title)], now)
}

#[test]
fn the_file_reads_so() {
    let text = written(
        "Tell the finance director, in person; “RAG” is worth what its three colours say: C:\\reds\nand why",
    );
    let expected = "BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Colloquy//Colloquy//EN
CALSCALE:GREGORIAN
BEGIN:VEVENT
UID:0191d6c0-0000-7000-8000-000000000001@colloquy
DTSTAMP:20261123T090000Z
LAST-MODIFIED:20261122T083000Z
SEQUENCE:2
DTSTART;VALUE=DATE:20261231
DTEND;VALUE=DATE:20270101
SUMMARY:Tell the finance director\\, in person\\; “RAG” is worth what its
  three colours say: C:\\\\reds\\nand why
STATUS:CONFIRMED
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
";
    assert_eq!(text, expected.replace('\n', "\r\n"));
}

proptest! {
    /// Any title comes back from a parser that is not ours, in lines of 75 octets at most.
    #[test]
    fn any_title_survives_folding_and_escaping(title in "[ -~äß€虎“”✓\\\\;,:\n]{1,200}") {
        let text = written(&title);
        prop_assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {line}", line.len());
        }
        // Unfolded by hand, as RFC 5545 says it, and unescaped by the parser.
        let calendar: Calendar = text.parse().map_err(TestCaseError::fail)?;
        let found = calendar.iter().find_map(|component| component.as_event()?.get_summary().map(str::to_owned));
        let expected: String = title.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        prop_assert_eq!(found, Some(expected));
    }
}
