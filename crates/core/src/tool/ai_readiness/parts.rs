//! What T7 shows: readiness, radar, pilots, and the checklist of what is missing.

use super::dimensions::{DIMENSIONS, Function};
use super::{Case, Readiness, shortlist};
use crate::Result;
use crate::api::{
    Bar, BarsPart, FiguresPart, RadarPart, SheetPart, Spoke, TablePart, TextPart, Tone, ToolKept,
};
use crate::tool::queries;
use crate::tool::sheet::Context;
use crate::tool::sheet::part::{cell, columns, count, listed, plain, row, shown, words};

pub(super) fn figures(readiness: &Readiness) -> SheetPart {
    let (lowest, level) = readiness.lowest();
    let mut figures = vec![shown(
        "Readiness",
        format!("{} of 100", plain(readiness.value(), 0)),
        if readiness.is_capped() {
            Tone::Caution
        } else {
            Tone::Strong
        },
    )];
    if readiness.is_capped() {
        let without = format!("{} of 100", plain(readiness.uncapped(), 0));
        figures.push(shown("Without the cap", without, Tone::Weak));
    }
    let text = format!("{}, {level} of 5", lowest.label);
    figures.push(shown("Lowest dimension", text, Tone::Plain));
    SheetPart::Figures(FiguresPart {
        title: "Readiness".to_owned(),
        sentence: readiness.why_capped(),
        figures,
    })
}

/// The seven now and, if a different result was kept, as they were then.
pub(super) fn radar(readiness: &Readiness, context: &Context<'_>) -> Result<SheetPart> {
    let kept = queries::kept(context.db, super::SPEC.name)?;
    let before = kept.iter().find_map(|kept| {
        let levels = levels_of(kept)?;
        (levels != readiness.levels.map(f64::from)).then_some((kept, levels))
    });
    let mut series = vec!["Now".to_owned()];
    let (lowest, level) = readiness.lowest();
    let mut sentence = match readiness
        .levels
        .iter()
        .filter(|other| **other == level)
        .count()
    {
        7 => format!("All seven dimensions stand at {level}."),
        1 => format!("{} is lowest, at {level} of 5.", lowest.label),
        ties => format!("{ties} dimensions are lowest, at {level} of 5."),
    };
    if let Some((kept, levels)) = &before {
        let day = kept.at.get(..10).unwrap_or_default();
        series.push(match kept.label.as_str() {
            "" => format!("Kept on {day}"),
            label => format!("{label}, {day}"),
        });
        let rose = readiness.levels.iter().zip(levels);
        let (up, down) = rose.fold((0, 0), |(up, down), (now, then)| {
            let now = f64::from(*now);
            (
                up + usize::from(now > *then),
                down + usize::from(now < *then),
            )
        });
        sentence.push_str(&format!(
            " Since {day} {} rose and {down} fell.",
            count(up, "dimension", "dimensions")
        ));
    }
    let spokes = DIMENSIONS.iter().zip(readiness.levels).enumerate();
    Ok(SheetPart::Radar(RadarPart {
        title: "Seven dimensions".to_owned(),
        sentence,
        most: 5.0,
        series,
        spokes: spokes
            .map(|(place, (dimension, level))| {
                let then = before.as_ref().map(|(_, levels)| Some(levels[place]));
                Spoke {
                    label: dimension.label.to_owned(),
                    values: std::iter::once(Some(f64::from(level)))
                        .chain(then)
                        .collect(),
                }
            })
            .collect(),
    }))
}

fn levels_of(kept: &ToolKept) -> Option<[f64; 7]> {
    let mut levels = [0.0; 7];
    for (level, dimension) in levels.iter_mut().zip(&DIMENSIONS) {
        let figure = kept
            .summary
            .figures
            .iter()
            .find(|f| f.name == dimension.id)?;
        *level = figure.value;
    }
    Some(levels)
}

/// Bars of all use cases, and the shortlist with what each still needs.
pub(super) fn pilots(cases: &[Case]) -> [SheetPart; 2] {
    let most = shortlist(cases);
    let bars = cases.iter().enumerate().map(|(place, case)| Bar {
        label: case.name.clone(),
        value: case.score(),
        text: plain(case.score(), 1),
        tone: if place < most {
            Tone::Strong
        } else {
            Tone::Weak
        },
    });
    let rows = cases[..most].iter().map(|case| {
        let needs = needs(case);
        let tone = if needs.is_empty() {
            Tone::Plain
        } else {
            Tone::Caution
        };
        let needs = if needs.is_empty() {
            "Nothing by these figures: write its one page".to_owned()
        } else {
            needs.join("; ")
        };
        let cells = vec![
            words(case.name.clone()),
            cell(case.score(), 1),
            cell(f64::from(case.risk), 0),
            words(case.owner.clone()),
            words(case.decides.clone()),
            words(needs),
        ];
        row(cells, tone)
    });
    [
        SheetPart::Bars(BarsPart {
            title: "Use cases, best first".to_owned(),
            sentence: ties(cases, most),
            corner: "Use case".to_owned(),
            measure: "Value × feasibility ÷ risk".to_owned(),
            bars: bars.collect(),
        }),
        SheetPart::Table(TablePart {
            title: "Shortlist of pilots".to_owned(),
            sentence: "Write the one page of the first before you approve it: owner, purpose and limits, what is measured, when it goes off.".to_owned(),
            columns: columns(&["Use case", "#Score", "#Risk", "Owner", "A person still decides", "Still missing"]),
            rows: rows.collect(),
            none: String::new(),
        }),
    ]
}

/// Which scores tie, and what decided the order.
fn ties(cases: &[Case], most: usize) -> String {
    let Some(first) = cases.first() else {
        return String::new();
    };
    let tied: Vec<&Case> = cases
        .iter()
        .filter(|case| case.better(first).is_eq())
        .collect();
    let mut sentence = if let [one] = tied[..] {
        format!("{} comes first, at {}.", one.name, plain(one.score(), 1))
    } else {
        let names: Vec<String> = tied.iter().map(|case| case.name.clone()).collect();
        let by = if tied.iter().any(|case| case.risk != first.risk) {
            "the lower risk is shown first"
        } else if tied.iter().any(|case| case.value != first.value) {
            "with equal risk, the greater value is shown first"
        } else {
            "their ratings are as good as the same, so they stand in the order of entry"
        };
        format!(
            "{} tie at {}: {by}.",
            listed(&names),
            plain(first.score(), 1)
        )
    };
    if most > super::SHORTLIST {
        sentence.push_str(&format!(
            " {} are on the shortlist, because they tie for its last place.",
            count(most, "use case", "use cases")
        ));
    }
    sentence
}

/// What a use case on the shortlist still lacks.
fn needs(case: &Case) -> Vec<&'static str> {
    let mut needs = Vec::new();
    if case.owner.is_empty() {
        needs.push("an owner");
    }
    if case.decides.is_empty() {
        needs.push("what a person decides");
    }
    if case.risk >= 4 {
        needs.push("a figure at which it stops");
    }
    needs
}

/// What is missing by these answers, under the names of the four functions.
pub(super) fn checklist(readiness: Option<&Readiness>, cases: &[Case]) -> Option<SheetPart> {
    let mut points: Vec<(Function, String)> = Vec::new();
    if let Some(readiness) = readiness {
        for (dimension, level) in DIMENSIONS.iter().zip(readiness.levels) {
            let text = match level {
                0 | 1 => dimension.first,
                2 | 3 => dimension.next,
                _ => continue,
            };
            points.push((dimension.function, text.to_owned()));
        }
    }
    for case in &cases[..shortlist(cases)] {
        if case.owner.is_empty() {
            points.push((
                Function::Govern,
                format!("name who answers for “{}”, and a deputy.", case.name),
            ));
        }
        if case.decides.is_empty() {
            points.push((
                Function::Map,
                format!("write what a person must still decide in “{}”.", case.name),
            ));
        }
        if case.risk >= 4 {
            points.push((
                Function::Manage,
                format!(
                    "agree the figure at which “{}” goes off, and what is done by hand the next morning.",
                    case.name
                ),
            ));
        }
    }
    if points.is_empty() {
        return readiness.map(|_| {
            text(vec![
                "By these answers nothing basic is missing. Switch one use off for a week and see who notices.".to_owned(),
            ])
        });
    }
    points.sort_by_key(|(function, _)| *function);
    Some(text(
        points
            .into_iter()
            .map(|(function, text)| format!("{}: {text}", function.label()))
            .collect(),
    ))
}

fn text(paragraphs: Vec<String>) -> SheetPart {
    SheetPart::Text(TextPart {
        title: "Controls still missing".to_owned(),
        list: paragraphs.len() > 1,
        paragraphs,
    })
}
