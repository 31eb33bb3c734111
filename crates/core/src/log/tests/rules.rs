//! The log by itself: waiting, clocks, gaps, the outbox.

use chrono::Duration;
use colloquy_protocol::{Event, EventId, FAR_AHEAD_MS, Hlc};
use serde_json::json;

use super::{Device, SPACE, assert_same};
use crate::log::{self, kinds};

const NOTE: &str = "0191d6c0-0000-7000-8000-000000000001";

fn with_note(seed: u64) -> Device {
    let device = Device::bare(seed, Duration::zero());
    device.call(
        "note_create",
        json!({"id": NOTE, "title": "Board", "markdown": "Text.\n", "tags": [], "place": null}),
    );
    device
}

#[test]
fn kinds_have_one_name_each_of_the_form_entity_verb() {
    let names = kinds::names();
    let unique: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    for name in names {
        let parts: Vec<_> = name.split('.').collect();
        assert!(
            parts.len() == 2 && parts.iter().all(|part| !part.is_empty()),
            "{name}"
        );
    }
}

#[test]
fn an_event_waits_for_what_it_is_about() {
    let (one, two) = (with_note(1), Device::bare(2, Duration::zero()));
    two.meet(&one);
    two.call("note_set", json!({"id": NOTE, "title": "Other"}));
    let third = Device::bare(3, Duration::zero());
    let taken = third.take(&two.events());
    assert_eq!((taken.new, taken.waiting), (1, 1));
    assert_eq!(
        third.read(log::waiting).into_iter().collect::<Vec<_>>(),
        [(format!("note/{NOTE}"), 1)]
    );
    assert!(third.try_call("note_open", json!({"id": NOTE})).is_none());
    third.take(&one.events());
    assert!(third.read(log::waiting).is_empty());
    let note = third.call("note_open", json!({"id": NOTE}));
    assert_eq!(note["card"]["title"], "Other");
    assert_same(&third, &two);
    // What was seen is said in the event.
    assert_eq!(
        two.events()[0].deps,
        [EventId {
            device: one.id(),
            seq: 1
        }]
    );
}

#[test]
fn unknown_kinds_and_later_schemas_are_kept_and_wait() {
    let (one, two) = (with_note(1), Device::bare(2, Duration::zero()));
    let mut events = one.events();
    let mut unknown = events[0].clone();
    unknown.id.seq = 2;
    unknown.kind = "dream.tell".to_owned();
    let mut later = events[0].clone();
    later.id.seq = 3;
    later.schema = 2;
    let mut broken = events[0].clone();
    broken.id.seq = 4;
    broken.body.truncate(7);
    events.extend([unknown, later, broken]);
    let taken = two.take(&events);
    assert_eq!((taken.new, taken.waiting, taken.malformed), (4, 2, 1));
    let waiting = two.read(log::waiting);
    assert_eq!((waiting["kind"], waiting["malformed"]), (2, 1));
    // They go on as they came.
    let kept = two.read(|db| log::events_of(db, one.id(), 0, 9));
    assert_eq!(kept, events);
    two.host.write(log::rebuild).expect("rebuilds");
    assert_eq!(two.read(log::waiting), waiting);
}

#[test]
fn a_build_that_knows_a_kind_applies_what_waited_for_it() {
    let (one, two) = (with_note(1), Device::bare(2, Duration::zero()));
    two.take(&one.events());
    let whole = two.hash();
    // As if this build had not known the kind when the event came.
    two.host
        .write(|write| {
            let (session, db) = write.log_and_db();
            log::state::empty(db)?;
            log::queries::set_waits(db, log::number(2, 1), Some("kind"))?;
            log::queries::set_own(db, session.own.number, session.own.hlc, 0)?;
            session.own.kinds = kinds::mark();
            Ok(())
        })
        .expect("writes");
    assert_ne!(two.hash(), whole);
    two.host.write(|_| Ok(())).expect("writes");
    assert_eq!(two.hash(), whole);
}

#[test]
fn a_missing_event_stops_the_rest_and_known_ones_are_skipped() {
    let one = with_note(1);
    for number in 0..4 {
        one.call(
            "note_set",
            json!({"id": NOTE, "title": format!("Title {number}")}),
        );
    }
    let (two, events) = (Device::bare(2, Duration::zero()), one.events());
    let taken = two.take(&[events[0].clone(), events[2].clone()]);
    assert_eq!((taken.new, taken.missing), (1, Some(2)));
    let taken = two.take(&events);
    assert_eq!((taken.known, taken.new, taken.missing), (1, 4, None));
    assert_eq!(two.read(log::known)[&one.id()], 5);
    assert_same(&one, &two);
}

#[test]
fn an_older_copy_of_this_device_is_noticed() {
    let one = with_note(1);
    let mut beyond = one.events().pop().expect("an event");
    assert_eq!(one.take(&one.events()).known, 1);
    beyond.id.seq = 2;
    let id = one.id();
    let refused = one
        .host
        .write(|write| log::apply_batch(write, id, &[beyond]));
    assert!(refused.is_err());
    assert_eq!(one.events().len(), 1);
}

#[test]
fn a_clock_far_ahead_is_kept_and_does_not_carry_this_one_away() {
    let ahead = Device::ahead(5, Duration::days(3650));
    ahead.call(
        "note_create",
        json!({"id": NOTE, "title": "Later", "markdown": "", "tags": [], "place": null}),
    );
    let device = Device::bare(6, Duration::zero());
    device.meet(&ahead);
    let [flagged] = device.read(log::ahead_clocks).try_into().expect("one");
    assert_eq!(
        (flagged.device, flagged.events, flagged.first_seq),
        (ahead.id(), 1, 1)
    );
    assert!(flagged.most_ms > 100 * FAR_AHEAD_MS);
    assert!(device.try_call("note_open", json!({"id": NOTE})).is_some());
    device.call(
        "deadline_set",
        json!({"id": null, "title": "One", "date": "2026-12-01"}),
    );
    let own = device.events().pop().expect("an event");
    assert!(own.hlc < Hlc::new(2_000_000_000_000, 0));
}

#[test]
fn the_outbox_is_what_is_in_no_sealed_segment() {
    let one = with_note(1);
    one.call("note_set", json!({"id": NOTE, "title": "Two"}));
    one.call("note_set", json!({"id": NOTE, "title": "Three"}));
    let unsealed = |after, most| -> Vec<u64> {
        let events: Vec<Event> = one.read(|db| log::unsealed(db, after, most));
        assert!(events.iter().all(|event| event.space == SPACE));
        events.iter().map(|event| event.id.seq).collect()
    };
    assert_eq!(unsealed(0, 9), [1, 2, 3]);
    assert_eq!(unsealed(0, 2), [1, 2]);
    one.host
        .write(|write| log::mark_sealed(write, 2))
        .expect("marks");
    assert_eq!(unsealed(0, 9), [3]);
    one.host
        .write(|write| log::mark_sealed(write, 1))
        .expect("marks");
    assert_eq!(unsealed(0, 9), [3]);
    one.host
        .write(|write| log::mark_sealed(write, 99))
        .expect("marks");
    assert!(unsealed(0, 9).is_empty());
    assert!(
        one.host
            .write(|write| log::join_space(write, colloquy_protocol::SpaceId::new([8; 16])))
            .is_err()
    );
}

#[test]
fn a_command_that_fails_leaves_no_event() {
    let one = with_note(1);
    assert!(
        one.try_call("note_set", json!({"id": NOTE, "title": "x".repeat(400)}))
            .is_none()
    );
    assert!(one.try_call("note_erase", json!({"id": NOTE})).is_none());
    assert_eq!(one.events().len(), 1);
    // What changes nothing is no event either.
    one.call("note_set", json!({"id": NOTE, "title": "Board"}));
    one.call("note_restore", json!({"id": NOTE}));
    assert_eq!(one.events().len(), 1);
}

#[test]
fn a_field_that_was_written_late_takes_its_place_in_the_history() {
    let (one, two) = (Device::new(1), Device::new(2));
    let save = |device: &Device, budget: u32| {
        device.world.advance(Duration::minutes(2));
        device.call(
            "tool_save",
            json!({"tool": "t4", "set": {"budget": budget}}),
        );
    };
    save(&one, 1);
    save(&one, 2);
    two.world.advance(Duration::minutes(1));
    save(&two, 7);
    save(&two, 8);
    let budget = |device: &Device| {
        device.call("tool_open", json!({"tool": "t4"}))["fields"]["budget"].clone()
    };
    two.meet(&one);
    one.meet(&two);
    assert_eq!((budget(&one), budget(&two)), (json!(8), json!(8)));
    let history = |device: &Device| device.dump()["tool_history"].clone();
    assert_eq!(history(&one), history(&two));
    assert_eq!(history(&one).len(), 4);
}
