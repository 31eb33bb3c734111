//! What T8 shows: grid, priorities, moves, and whose power could grow.

use super::person::{Barrier, ELEMENTS, Person};
use crate::api::{GridAxis, GridPart, GridPoint, PartCell, SheetPart, TablePart, TextPart, Tone};
use crate::tool::sheet::part::{cell, columns, listed, row, words};

type Ranked<'a> = [(&'a Person, u32)];

/// Where power begins to count, between 3 and 4; the other axis is parted alike.
const PARTING: f64 = 3.5;

pub(super) fn grid(ranked: &Ranked<'_>) -> SheetPart {
    let most = ranked.first().map_or(0, |(_, priority)| *priority);
    let points = ranked.iter().map(|(person, priority)| {
        let class = person.class();
        GridPoint {
            label: person.name.clone(),
            x: f64::from(person.interest.unwrap_or_default()),
            y: f64::from(person.power.unwrap_or_default()),
            tone: match priority {
                0 => Tone::Weak,
                priority if *priority == most => Tone::Strong,
                _ => Tone::Plain,
            },
            note: format!(
                "priority {priority}{}",
                class.map_or(String::new(), |class| format!(
                    "; {}: {}",
                    class.label(),
                    class.meaning()
                ))
            ),
        }
    });
    let powerful = ranked
        .iter()
        .filter(|(person, priority)| *priority > 0 && person.power >= Some(4))
        .count();
    let sentence = match ranked.iter().filter(|(_, priority)| *priority > 0).count() {
        0 => "Nobody stands below what the decision needs.".to_owned(),
        below => format!(
            "{} below what the decision needs, and {powerful} of them with power.",
            match below {
                1 => "One person stands".to_owned(),
                many => format!("{many} people stand"),
            }
        ),
    };
    SheetPart::Grid(GridPart {
        title: "Power and interest".to_owned(),
        sentence,
        x: axis("Interest"),
        y: axis("Power"),
        points: points.collect(),
    })
}

fn axis(label: &str) -> GridAxis {
    GridAxis {
        label: label.to_owned(),
        least: 1.0,
        most: 5.0,
        parting: Some(PARTING),
    }
}

pub(super) fn priorities(ranked: &Ranked<'_>) -> SheetPart {
    let none = || words("–");
    let rows = ranked
        .iter()
        .enumerate()
        .map(|(place, (person, priority))| {
            let signed = |level: Option<i32>| level.map_or_else(none, support);
            let cells = vec![
                words(person.name.clone()),
                cell(f64::from(*priority), 0),
                signed(person.current),
                signed(person.desired),
                person
                    .class()
                    .map_or_else(none, |class| words(class.label())),
                person.trust().map_or_else(none, |trust| cell(trust, 1)),
                words(
                    person
                        .barrier()
                        .map_or_else(|| "–".to_owned(), Barrier::label),
                ),
            ];
            let tone = match priority {
                0 => Tone::Weak,
                _ if place == 0 => Tone::Strong,
                _ => Tone::Plain,
            };
            row(cells, tone)
        });
    SheetPart::Table(TablePart {
        title: "Priorities".to_owned(),
        sentence: barriers(ranked),
        columns: columns(&[
            "Initials",
            "#Priority",
            "#Now",
            "#Needed",
            "Type",
            "#Trust",
            "Barrier",
        ]),
        rows: rows.collect(),
        none: String::new(),
    })
}

fn support(level: i32) -> PartCell {
    let text = match level {
        1.. => format!("+{level}"),
        0 => "0".to_owned(),
        _ => format!("−{}", level.unsigned_abs()),
    };
    PartCell {
        text,
        number: Some(f64::from(level)),
    }
}

/// How many of those below what is needed stand at each barrier. Barriers can be counted; they
/// cannot be averaged (lesson 8.3).
fn barriers(ranked: &Ranked<'_>) -> String {
    let below: Vec<&Person> = ranked
        .iter()
        .filter(|(_, priority)| *priority > 0)
        .map(|(person, _)| *person)
        .collect();
    let at: Vec<String> = ELEMENTS
        .iter()
        .enumerate()
        .filter_map(|(place, (_, label))| {
            let here = below
                .iter()
                .filter(|person| person.barrier() == Some(Barrier::At(place)));
            match here.count() {
                0 => None,
                many => Some(format!("{many} at {}", label.to_lowercase())),
            }
        })
        .collect();
    if at.is_empty() {
        return String::new();
    }
    let all = match &at[..] {
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        [] => String::new(),
    };
    format!("Of those below what is needed, stuck: {all}. Barriers are counted, never averaged.")
}

/// How many stand below what is needed and have no move with a date.
pub(super) fn without_move(ranked: &Ranked<'_>) -> usize {
    ranked
        .iter()
        .filter(|(person, priority)| {
            *priority > 0 && (person.next.is_empty() || person.date.is_none())
        })
        .count()
}

pub(super) fn moves(ranked: &Ranked<'_>) -> SheetPart {
    let mut order: Vec<_> = ranked.iter().collect();
    // By date; what has none comes last, the highest priority first.
    order.sort_by_key(|(person, _)| (person.date.is_none(), person.date));
    let rows = order.into_iter().map(|(person, priority)| {
        let (next, tone) = match (person.next.as_str(), priority) {
            ("", 0) if person.date.is_some() => ("Look again".to_owned(), Tone::Weak),
            ("", 0) => (
                "Enough for now: put a date beside it, or the name will leave the list".to_owned(),
                Tone::Weak,
            ),
            ("", _) => ("No move yet".to_owned(), Tone::Caution),
            (next, _) if person.date.is_none() => (format!("{next} (no date)"), Tone::Caution),
            (next, _) => (next.to_owned(), Tone::Plain),
        };
        let day = person
            .date
            .map_or_else(|| "–".to_owned(), |day| day.format("%-d %B %Y").to_string());
        let cells = vec![
            words(day),
            words(person.name.clone()),
            words(next),
            cell(f64::from(*priority), 0),
        ];
        row(cells, tone)
    });
    let open: Vec<String> = ranked
        .iter()
        .filter(|(person, priority)| {
            *priority > 0 && (person.next.is_empty() || person.date.is_none())
        })
        .map(|(person, _)| person.name.clone())
        .collect();
    let sentence = match &open[..] {
        [] => "Everybody below what is needed has a move with a date.".to_owned(),
        [one] => format!("{one} has no move with a date."),
        some => format!("{} have no move with a date.", listed(some)),
    };
    SheetPart::Table(TablePart {
        title: "Moves by date".to_owned(),
        sentence,
        columns: columns(&["On", "Initials", "Next move", "#Priority"]),
        rows: rows.collect(),
        none: String::new(),
    })
}

/// Good claims with little power: the column that a grid lacks (lesson 8.1).
pub(super) fn lenders(people: &[Person]) -> Option<SheetPart> {
    let paragraphs: Vec<String> = people
        .iter()
        .filter(|person| person.could_be_lent_power())
        .map(|person| match person.lender.as_str() {
            "" => format!(
                "{}: who could lend power, and what would make them do it? Not filled in.",
                person.name
            ),
            lender => format!("{}: {lender}.", person.name),
        })
        .collect();
    (!paragraphs.is_empty()).then(|| {
        SheetPart::Text(TextPart {
            title: "A good claim and little power, which can be lent".to_owned(),
            paragraphs,
            list: true,
        })
    })
}
