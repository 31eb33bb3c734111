//! iCalendar (RFC 5545), as much of it as a day with a title needs.
//!
//! Entries are all-day events (VEVENT) and not tasks (VTODO): Google Calendar and Outlook take no
//! VTODO from a file, and Apple's calendar puts it elsewhere or drops it, while every one of them
//! takes an all-day VEVENT. A VEVENT knows no “completed”, so that a done one has a tick before its
//! title. It is transparent (RFC 5545, 3.8.2.7): a step takes no time in the diary.
//!
//! Written here, as the crate at hand (`icalendar` 0.17) folds lines by mixing counts of
//! characters and of bytes, and falls back on the clock and on random UIDs. Tests read the files
//! with that crate's parser.

use chrono::{DateTime, NaiveDate, Utc};

/// Octets of a line at most, without its end (3.1).
const LINE: usize = 75;

/// Something on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub uid: String,
    pub sequence: u32,
    pub title: String,
    pub date: NaiveDate,
    pub done: bool,
    /// It is gone: calendars that have it should take it out.
    pub cancelled: bool,
    /// When it changed last.
    pub modified: DateTime<Utc>,
}

/// The UID of something with this id.
pub(super) fn uid(id: &str) -> String {
    format!("{id}@colloquy")
}

/// A whole calendar, made at `now`.
pub(super) fn calendar(entries: &[Entry], now: DateTime<Utc>) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Colloquy//Colloquy//EN");
    line("CALSCALE", "GREGORIAN");
    for entry in entries {
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&entry.uid));
        line("DTSTAMP", &moment(now));
        line("LAST-MODIFIED", &moment(entry.modified));
        line("SEQUENCE", &entry.sequence.to_string());
        line("DTSTART;VALUE=DATE", &day(entry.date));
        // Exclusive (3.6.1). Without it the event lasts that day too; some programs want it.
        if let Some(next) = entry.date.succ_opt() {
            line("DTEND;VALUE=DATE", &day(next));
        }
        let tick = if entry.done { "✓ " } else { "" };
        line("SUMMARY", &format!("{tick}{}", escaped(&entry.title)));
        let status = if entry.cancelled {
            "CANCELLED"
        } else {
            "CONFIRMED"
        };
        line("STATUS", status);
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    text
}

fn moment(moment: DateTime<Utc>) -> String {
    moment.format("%Y%m%dT%H%M%SZ").to_string()
}

fn day(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// A TEXT value (3.3.11). Control characters have no place in one (3.1) and are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Adds a content line: at most 75 octets each, continued after a space, no character cut (3.1).
fn fold(text: &mut String, line: &str) {
    let mut octets = 0;
    for character in line.chars() {
        if octets + character.len_utf8() > LINE {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(character);
        octets += character.len_utf8();
    }
    text.push_str("\r\n");
}
