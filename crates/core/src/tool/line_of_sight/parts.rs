//! What is shown of a matrix.

use super::matrix::{Initiative, Matrix, STRONG, is_below};
use super::{left_out, orphan_names, sight};
use crate::api::{
    Bar, BarsPart, FiguresPart, HeatCell, HeatLegend, HeatPart, HeatRow, PartCell, SheetPart,
    TablePart, TextPart, Tone,
};
use crate::tool::sheet::money::money;
use crate::tool::sheet::part::{columns, count, listed, percent, plain, row, share, shown, words};

/// All parts, in order; there is a result.
pub fn all(matrix: &Matrix, portfolio: f64, unit: &str) -> Vec<SheetPart> {
    vec![
        figures(matrix, portfolio, unit),
        heat(matrix),
        below(matrix, unit),
        objectives(matrix, unit),
        spending(matrix, unit),
        sights(matrix),
        scale(matrix),
    ]
}

fn figures(matrix: &Matrix, portfolio: f64, unit: &str) -> SheetPart {
    let below = matrix.spending_below();
    let orphans = matrix.orphans();
    let caution = |there: bool| if there { Tone::Caution } else { Tone::Plain };
    SheetPart::Figures(FiguresPart {
        title: "The portfolio".to_owned(),
        sentence: format!(
            "{} and {}.{}",
            count(matrix.initiatives.len(), "initiative", "initiatives"),
            count(matrix.objectives.len(), "objective", "objectives"),
            left_out(matrix)
        ),
        figures: vec![
            shown("Line of sight", sight(portfolio), Tone::Strong),
            shown("Spending", money(matrix.spending(), unit), Tone::Plain),
            shown(
                "Out of sight, below 0.10",
                format!(
                    "{}, {}",
                    money(below, unit),
                    percent(below / matrix.spending())
                ),
                caution(below > 0.0),
            ),
            shown(
                "Orphan objectives",
                orphans.len().to_string(),
                caution(!orphans.is_empty()),
            ),
        ],
    })
}

fn heat(matrix: &Matrix) -> SheetPart {
    let words = ["not at all", "slightly", "somewhat", "strongly"];
    let orphans = matrix.orphans();
    let sentence = if orphans.is_empty() {
        "No column is empty: every objective has some money.".to_owned()
    } else {
        format!(
            "No money stands in {} of {}: {}.",
            orphans.len(),
            count(matrix.objectives.len(), "column", "columns"),
            orphan_names(matrix, &orphans)
        )
    };
    let cell = |initiative: &Initiative, at: usize| {
        let c = initiative.c[at];
        let step = match c {
            c if c >= STRONG => 3,
            c if c >= 3.0 => 2,
            c if c > 0.0 => 1,
            _ => 0,
        };
        let adds = matrix.weight_share(&[at]) * c / STRONG;
        HeatCell {
            text: plain(c, 0),
            level: LEVELS[step],
            over: false,
            note: if c > 0.0 {
                format!("{}; adds {} to its line of sight", words[step], sight(adds))
            } else {
                words[step].to_owned()
            },
        }
    };
    SheetPart::Heat(HeatPart {
        title: "Initiatives and objectives".to_owned(),
        sentence,
        corner: "Initiative".to_owned(),
        columns: matrix
            .objectives
            .iter()
            .map(|objective| format!("{} ({})", objective.name, plain(objective.w, 1)))
            .collect(),
        rows: matrix
            .initiatives
            .iter()
            .map(|initiative| HeatRow {
                label: initiative.name.clone(),
                cells: (0..matrix.objectives.len())
                    .map(|at| cell(initiative, at))
                    .collect(),
            })
            .collect(),
        legend: ["0", "1", "3", "9"]
            .iter()
            .zip(words)
            .zip(LEVELS)
            .map(|((step, meaning), level)| HeatLegend {
                level,
                over: false,
                label: format!("{step}: {meaning}"),
            })
            .collect(),
    })
}

/// How dark 0, 1, 3 and 9 are.
const LEVELS: [u8; 4] = [0, 1, 2, 4];

/// A line of sight in a table.
fn sight_cell(value: f64) -> PartCell {
    PartCell {
        text: sight(value),
        number: Some(value),
    }
}

fn money_cell(value: f64, unit: &str) -> PartCell {
    PartCell {
        text: money(value, unit),
        number: Some(value),
    }
}

fn below(matrix: &Matrix, unit: &str) -> SheetPart {
    let spending = matrix.spending();
    let mut found: Vec<_> = matrix.seen().filter(|(_, _, a)| is_below(*a)).collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    let sum = matrix.spending_below();
    SheetPart::Table(TablePart {
        title: "Spending out of sight".to_owned(),
        sentence: if found.is_empty() {
            String::new()
        } else {
            format!(
                "{} below 0.10: {}, {} of the spending. Some of it may have to be spent all the same; then say for what.",
                match found.len() {
                    1 => "1 initiative stands".to_owned(),
                    more => format!("{more} initiatives stand"),
                },
                money(sum, unit),
                percent(sum / spending)
            )
        },
        columns: columns(&[
            "Initiative",
            "#Line of sight",
            "#Spending",
            "#Share of spending",
        ]),
        rows: found
            .into_iter()
            .map(|(initiative, s, a)| {
                let cells = vec![
                    words(initiative.name.clone()),
                    sight_cell(a),
                    money_cell(s, unit),
                    share(s / spending),
                ];
                row(cells, Tone::Caution)
            })
            .collect(),
        none: "Every initiative with spending stands at 0.10 or above.".to_owned(),
    })
}

fn objectives(matrix: &Matrix, unit: &str) -> SheetPart {
    let orphans = matrix.orphans();
    let spending = matrix.spending();
    let mainly = matrix.spending_mainly();
    let mut rows: Vec<_> = matrix
        .objectives
        .iter()
        .enumerate()
        .map(|(at, objective)| {
            let strong = matrix.spending_strong(at);
            let (note, tone) = if orphans.contains(&at) {
                ("Orphan: no money serves it", Tone::Caution)
            } else if strong == 0.0 {
                ("Nothing serves it strongly", Tone::Plain)
            } else {
                ("", Tone::Plain)
            };
            let cells = vec![
                words(objective.name.clone()),
                share(matrix.weight_share(&[at])),
                money_cell(mainly[at], unit),
                share(mainly[at] / spending),
                money_cell(strong, unit),
                words(note),
            ];
            row(cells, tone)
        })
        .collect();
    let none = mainly[matrix.objectives.len()];
    if none > 0.0 {
        let cells = vec![
            words("None of them"),
            words("–"),
            money_cell(none, unit),
            share(none / spending),
            words("–"),
            words(""),
        ];
        rows.push(row(cells, Tone::Weak));
    }
    SheetPart::Table(TablePart {
        title: "Objectives: weight and money".to_owned(),
        sentence: if orphans.is_empty() {
            "Shares need not be equal; a wide gap wants an explanation.".to_owned()
        } else {
            format!("No money serves {}.", orphan_names(matrix, &orphans))
        },
        columns: columns(&[
            "Objective",
            "#Share of weight",
            "#Mainly serving it",
            "#Share of spending",
            "#Serving it strongly",
            "Look at",
        ]),
        rows,
        none: String::new(),
    })
}

fn spending(matrix: &Matrix, unit: &str) -> SheetPart {
    let spending = matrix.spending();
    let mainly = matrix.spending_mainly();
    let gap = |at: &usize| matrix.weight_share(&[*at]) - mainly[*at] / spending;
    let places: Vec<usize> = (0..matrix.objectives.len()).collect();
    let widest = places
        .iter()
        .copied()
        .max_by(|a, b| gap(a).total_cmp(&gap(b)));
    let sentence = match widest {
        Some(at) if gap(&at) > 0.005 => format!(
            "{} is furthest below its weight: {} of the weight, {} of the spending.",
            matrix.objectives[at].name,
            percent(matrix.weight_share(&[at])),
            percent(mainly[at] / spending)
        ),
        _ => "No objective has less of the spending than of the weight.".to_owned(),
    };
    let names = matrix
        .objectives
        .iter()
        .map(|objective| objective.name.clone())
        .chain(["None of them".to_owned()]);
    SheetPart::Bars(BarsPart {
        title: "Spending by the objective that it mainly serves".to_owned(),
        sentence,
        corner: "Objective".to_owned(),
        measure: "Spending".to_owned(),
        bars: names
            .zip(&mainly)
            .enumerate()
            .filter(|(at, (_, sum))| *at < matrix.objectives.len() || **sum > 0.0)
            .map(|(at, (label, sum))| Bar {
                label,
                value: *sum,
                text: format!("{}, {}", money(*sum, unit), percent(sum / spending)),
                tone: if at == matrix.objectives.len() {
                    Tone::Weak
                } else if *sum == 0.0 {
                    Tone::Caution
                } else {
                    Tone::Plain
                },
            })
            .collect(),
    })
}

fn sights(matrix: &Matrix) -> SheetPart {
    let mut seen: Vec<_> = matrix.seen().collect();
    seen.sort_by(|a, b| b.2.total_cmp(&a.2));
    let most_money = seen.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    SheetPart::Bars(BarsPart {
        title: "Line of sight by initiative".to_owned(),
        sentence: most_money.map_or_else(String::new, |(initiative, s, a)| {
            format!(
                "{} takes most of the money, {}, and stands at {}.",
                initiative.name,
                percent(s / matrix.spending()),
                sight(*a)
            )
        }),
        corner: "Initiative".to_owned(),
        measure: "Line of sight, 0 to 1".to_owned(),
        bars: seen
            .iter()
            .map(|(initiative, _, a)| Bar {
                label: initiative.name.clone(),
                value: *a,
                text: sight(*a),
                tone: if is_below(*a) {
                    Tone::Caution
                } else {
                    Tone::Plain
                },
            })
            .collect(),
    })
}

/// How much of it hangs on the steps of the scale, and on who may claim a 9.
fn scale(matrix: &Matrix) -> SheetPart {
    let pairs = matrix.overtaking();
    let mut paragraphs = vec![match pairs.first() {
        None => "No two initiatives would change places if “strongly” counted 5 in place of 9."
            .to_owned(),
        Some((one, other)) => {
            let at = |initiative, strong| {
                matrix
                    .on_scale(initiative, strong)
                    .map_or_else(String::new, sight)
            };
            format!(
                "If “strongly” counted 5 in place of 9, {} would change places. {} would overtake {}: {} to {}, where it is {} to {}.",
                count(pairs.len(), "pair", "pairs"),
                one.name,
                other.name,
                at(*one, 5.0),
                at(*other, 5.0),
                at(*one, STRONG),
                at(*other, STRONG),
            )
        }
    }];
    let greedy: Vec<String> = matrix
        .initiatives
        .iter()
        .filter(|initiative| initiative.c.iter().filter(|c| **c >= STRONG).count() > 1)
        .map(|initiative| initiative.name.clone())
        .collect();
    if !greedy.is_empty() {
        let verb = if greedy.len() == 1 { "claims" } else { "claim" };
        paragraphs.push(format!(
            "{} {verb} a 9 for more than one objective. Allow each sponsor one.",
            listed(&greedy)
        ));
    }
    SheetPart::Text(TextPart {
        title: "How much the scale decides".to_owned(),
        paragraphs,
        list: false,
    })
}
