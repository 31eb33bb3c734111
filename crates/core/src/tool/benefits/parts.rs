//! What is shown of benefits.

use super::SHARES;
use super::case::Case;
use super::gaps::{self, Gap, NO_LINK, NO_OWNER, Of};
use crate::api::{
    Bar, BarsPart, FiguresPart, MapLink, MapNode, MapPart, PartCell, SheetPart, TablePart, Tone,
};
use crate::tool::sheet::money::money;
use crate::tool::sheet::part::{columns, count, listed, percent, row, share, shown, words};

/// All parts, in order; there is a result.
pub fn all(case: &Case, unit: &str) -> Vec<SheetPart> {
    let gaps = gaps::gaps(case);
    let mut parts = vec![board(case, &gaps, unit)];
    parts.extend(map(case, &gaps, unit));
    parts.push(gap_table(case, &gaps, unit));
    parts.extend(bars(case, unit));
    parts.push(claim(case, unit));
    parts.push(chains(case, unit));
    parts
}

fn minus(value: f64) -> Tone {
    if value < 0.0 {
        Tone::Caution
    } else {
        Tone::Plain
    }
}

fn board(case: &Case, gaps: &[Gap], unit: &str) -> SheetPart {
    let mut figures = Vec::new();
    if let Some((promised, adjusted)) = case.risk_adjusted() {
        figures.push(shown("Promised a year", money(promised, unit), Tone::Plain));
        figures.push(shown(
            "Risk-adjusted a year",
            money(adjusted, unit),
            Tone::Strong,
        ));
    }
    let of = |(sum, plan): (f64, f64)| {
        format!(
            "{}, {} of {}",
            percent(sum / plan),
            money(sum, unit),
            money(plan, unit)
        )
    };
    if let Some(sums) = case.to_date(false) {
        figures.push(shown(
            "Realised of what was planned to date",
            of(sums),
            Tone::Plain,
        ));
    }
    if let Some(sums) = case.to_date(true) {
        figures.push(shown(
            "Disbenefits to date, of what was expected",
            of(sums),
            Tone::Plain,
        ));
    }
    if let Some(claim) = case.claim() {
        for ((_, label), value) in SHARES.iter().zip(claim) {
            let label = format!("PMO claim, {}", label.to_lowercase());
            figures.push(shown(&label, money(value, unit), minus(value)));
        }
    }
    let with_gap = gaps
        .iter()
        .filter(|gap| matches!(gap.at, Of::Benefit(_)))
        .count();
    figures.push(shown(
        "Benefits with a gap",
        format!("{with_gap} of {}", case.benefits.len()),
        if with_gap > 0 {
            Tone::Caution
        } else {
            Tone::Plain
        },
    ));
    let unweighed = case
        .benefits
        .iter()
        .filter(|b| b.adjusted().is_none())
        .count();
    SheetPart::Figures(FiguresPart {
        title: "For the board".to_owned(),
        sentence: if unweighed == 0 {
            "Disbenefits are in these sums, and negative results are shown as they are.".to_owned()
        } else {
            format!(
                "{} without a value or a probability {} not in the first two sums.",
                count(unweighed, "benefit", "benefits"),
                if unweighed == 1 { "is" } else { "are" }
            )
        },
        figures,
    })
}

fn map(case: &Case, gaps: &[Gap], unit: &str) -> Option<SheetPart> {
    if case.outputs.is_empty() {
        return None;
    }
    let caution = |at: Of| {
        let severe = |gap: &Gap| match gap.at {
            Of::Output(_) => true,
            Of::Benefit(_) => gap
                .what
                .iter()
                .any(|what| [NO_OWNER, NO_LINK].contains(what)),
        };
        if gaps.iter().any(|gap| gap.at == at && severe(gap)) {
            Tone::Caution
        } else {
            Tone::Plain
        }
    };
    let outputs = case.outputs.iter().enumerate().map(|(at, output)| {
        let parts: Vec<f64> = case
            .links
            .iter()
            .filter(|link| link.from == at)
            .filter_map(|link| Some(link.share? * case.benefits[link.to].adjusted()?))
            .collect();
        let detail = match caution(Of::Output(at)) {
            Tone::Caution => "leads to no benefit".to_owned(),
            _ if parts.is_empty() => String::new(),
            _ => format!("{} risk-adjusted", money(parts.iter().sum(), unit)),
        };
        MapNode {
            id: format!("output:{}", output.id),
            column: 0,
            label: output.name.clone(),
            detail,
            tone: caution(Of::Output(at)),
        }
    });
    let benefits = case.benefits.iter().enumerate().map(|(at, benefit)| {
        let owner = match benefit.owner.as_str() {
            "" => NO_OWNER,
            owner => owner,
        };
        let value = benefit.adjusted().map(|value| money(value, unit));
        MapNode {
            id: format!("benefit:{}", benefit.id),
            column: 1,
            label: benefit.name.clone(),
            detail: match value {
                Some(value) if benefit.is_disbenefit() => {
                    format!("{value} risk-adjusted, a disbenefit; {owner}")
                }
                Some(value) => format!("{value} risk-adjusted; {owner}"),
                None => owner.to_owned(),
            },
            tone: caution(Of::Benefit(at)),
        }
    });
    let without: Vec<String> = gaps
        .iter()
        .filter(|gap| gap.what.contains(&NO_LINK))
        .map(|gap| gap.name.clone())
        .collect();
    let sentence = if without.is_empty() {
        "Every benefit has an output that leads to it; read it from the right.".to_owned()
    } else {
        format!("Nothing that is delivered leads to {}.", listed(&without))
    };
    Some(SheetPart::Map(MapPart {
        title: "Benefits map".to_owned(),
        sentence,
        columns: vec!["Outputs".to_owned(), "Benefits".to_owned()],
        nodes: outputs.chain(benefits).collect(),
        links: case
            .links
            .iter()
            .map(|link| MapLink {
                from: format!("output:{}", case.outputs[link.from].id),
                to: format!("benefit:{}", case.benefits[link.to].id),
                label: link.share.map_or_else(String::new, percent),
                weight: link.share.unwrap_or(0.0),
            })
            .collect(),
    }))
}

fn optional(value: Option<f64>, unit: &str) -> PartCell {
    PartCell {
        text: value.map_or_else(|| "–".to_owned(), |value| money(value, unit)),
        number: value,
    }
}

fn gap_table(case: &Case, gaps: &[Gap], unit: &str) -> SheetPart {
    let orphaned: f64 = gaps
        .iter()
        .filter(|gap| gap.what.contains(&NO_OWNER))
        .filter_map(|gap| gap.value)
        .filter(|value| *value > 0.0)
        .sum();
    let all: f64 = case
        .benefits
        .iter()
        .filter_map(super::case::Benefit::adjusted)
        .filter(|value| *value > 0.0)
        .sum();
    let sentence = if orphaned > 0.0 {
        format!(
            "{} of the risk-adjusted benefits, {}, has no owner: nobody could fail.",
            money(orphaned, unit),
            percent(orphaned / all)
        )
    } else {
        String::new()
    };
    let rows = gaps.iter().map(|gap| {
        let what = gap.what.join(", ");
        let cells = vec![
            words(gap.name.clone()),
            words(match gap.at {
                Of::Benefit(_) => "Benefit",
                Of::Output(_) => "Output",
            }),
            words(what),
            optional(gap.value, unit),
        ];
        let severe = gap.what.contains(&NO_OWNER) || gap.what.contains(&NO_LINK);
        row(cells, if severe { Tone::Caution } else { Tone::Plain })
    });
    SheetPart::Table(TablePart {
        title: "Gaps".to_owned(),
        sentence,
        columns: columns(&["Name", "What it is", "What is missing", "#Risk-adjusted"]),
        rows: rows.collect(),
        none: "Every benefit has an owner, a link and a measure, and evidence of what is due. Would each owner say so?".to_owned(),
    })
}

fn bars(case: &Case, unit: &str) -> Option<SheetPart> {
    let mut weighed: Vec<_> = case
        .benefits
        .iter()
        .filter_map(|benefit| Some((benefit, benefit.v?, benefit.adjusted()?)))
        .collect();
    weighed.sort_by(|a, b| b.2.total_cmp(&a.2));
    let (promised, adjusted) = case.risk_adjusted()?;
    let largest_loss = weighed
        .iter()
        .max_by(|a, b| (a.1 - a.2).total_cmp(&(b.1 - b.2)))
        .filter(|(_, v, adjusted)| v - adjusted > 0.0);
    let sentence = match largest_loss {
        Some((benefit, v, left)) => format!(
            "{} of {} is left; chance takes most from {}, {} of {}.",
            money(adjusted, unit),
            money(promised, unit),
            benefit.name,
            money(v - left, unit),
            money(*v, unit)
        ),
        None => format!(
            "{} of {} is left.",
            money(adjusted, unit),
            money(promised, unit)
        ),
    };
    Some(SheetPart::Bars(BarsPart {
        title: "Risk-adjusted value a year".to_owned(),
        sentence,
        corner: "Benefit".to_owned(),
        measure: "Value × probability".to_owned(),
        bars: weighed
            .iter()
            .map(|(benefit, v, adjusted)| Bar {
                label: benefit.name.clone(),
                value: *adjusted,
                text: format!("{} of {}", money(*adjusted, unit), money(*v, unit)),
                tone: minus(*adjusted),
            })
            .collect(),
    }))
}

/// The table of lesson 4: evidenced benefits with the agreed shares, contribution, cost, claim.
fn claim(case: &Case, unit: &str) -> SheetPart {
    let mut rows: Vec<_> = case
        .evidenced()
        .map(|(benefit, realised)| {
            let mut cells = vec![words(benefit.name.clone()), optional(Some(realised), unit)];
            cells.extend(benefit.shares.map(|agreed| match agreed {
                Some(agreed) => share(agreed),
                None => words("–"),
            }));
            row(cells, Tone::Plain)
        })
        .collect();
    let line = |label: &str, first: PartCell, sums: [f64; 3], tone| {
        let mut cells = vec![words(label), first];
        cells.extend(sums.map(|sum| optional(Some(sum), unit)));
        row(cells, tone)
    };
    let evidenced: f64 = case.evidenced().map(|(_, realised)| realised).sum();
    if !rows.is_empty() || case.cost.is_some() {
        let sum = optional(Some(evidenced), unit);
        rows.push(line("Contribution", sum, case.contribution(), Tone::Plain));
    }
    if let (Some(cost), Some(claim)) = (case.cost, case.claim()) {
        rows.push(line("Cost of the PMO", words(""), [cost; 3], Tone::Plain));
        let tone = match minus(claim[0]) {
            Tone::Caution => Tone::Caution,
            _ => Tone::Strong,
        };
        rows.push(line("Claim", words(""), claim, tone));
    }
    let waiting = case
        .benefits
        .iter()
        .filter(|benefit| !benefit.evidenced && benefit.shares.iter().any(Option::is_some))
        .count();
    let mut sentence = match case.claim() {
        None => "The claim needs the cost of the PMO.".to_owned(),
        Some([low, ..]) if low < 0.0 => {
            "The low claim is below 0: say so before somebody else subtracts.".to_owned()
        }
        Some(_) => "Even the low claim is not below 0.".to_owned(),
    };
    if waiting > 0 {
        sentence.push_str(&format!(
            " {} with agreed shares {} not evidenced and count{} for nothing yet.",
            count(waiting, "benefit", "benefits"),
            if waiting == 1 { "is" } else { "are" },
            if waiting == 1 { "s" } else { "" },
        ));
    }
    SheetPart::Table(TablePart {
        title: "What the PMO may claim".to_owned(),
        sentence,
        columns: columns(&["Evidenced to date", "#Realised", "#Low", "#Base", "#High"]),
        rows,
        none: "Nothing is evidenced yet.".to_owned(),
    })
}

/// From the benefit back to what brings it.
fn chains(case: &Case, unit: &str) -> SheetPart {
    let mut rows = Vec::new();
    for (at, benefit) in case.benefits.iter().enumerate() {
        for link in case.links_to(at) {
            let part = link
                .share
                .zip(benefit.adjusted())
                .map(|(s, value)| s * value);
            rows.push(row(
                vec![
                    words(benefit.name.clone()),
                    words(match link.change.as_str() {
                        "" => "–",
                        change => change,
                    }),
                    words(case.outputs[link.from].name.clone()),
                    link.share.map_or_else(|| words("–"), share),
                    optional(part, unit),
                ],
                Tone::Plain,
            ));
        }
    }
    let unnamed = case
        .links
        .iter()
        .filter(|link| link.change.is_empty())
        .count();
    SheetPart::Table(TablePart {
        title: "Read from the right".to_owned(),
        sentence: match unnamed {
            0 => String::new(),
            1 => "1 link names no change: what would somebody do otherwise?".to_owned(),
            more => format!("{more} links name no change: what would somebody do otherwise?"),
        },
        columns: columns(&[
            "Benefit",
            "Through the change",
            "From the output",
            "#Contribution",
            "#Risk-adjusted",
        ]),
        rows,
        none: "No output leads to any benefit yet.".to_owned(),
    })
}
