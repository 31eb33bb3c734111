//! T2, Service maturity: which services matter, which fall short, which do too much.
//!
//! **Context.** A maturity level for a whole office says nothing that can be acted on. What can is
//! a service that matters and falls short of what it needs to be, or one that is better than
//! anybody needs.
//!
//! **Design.** A service has a relevance w, a current level c and a target t, each 0 to 5.
//! Maturity = Σ w·min(c, t) / Σ w·t; gap = w·max(0, t − c); over-service where c > t. Source:
//! `course.md`, tool T2. The groups are Hobbs and Aubry's five groups of functions.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde_json::json;

use super::Fields;
use super::sheet::part::{
    NAME, cell, choice, columns, count, kept, listed, percent, plain, row, safe, scale, share,
    words,
};
use super::sheet::{Context, Form, Input, Outcome, Row, Spec, TableForm, column};
use crate::Result;
use crate::api::{Bar, BarsPart, RadarPart, SheetComputed, SheetPart, Spoke, TablePart, Tone};

/// The tool.
pub(super) const SPEC: Spec = Spec {
    name: "t2",
    title: "Service maturity",
    purpose: "Which of your services matter and fall short, and which could you stop?",
    module: 2,
    formula: &[
        "Maturity = Σ w·min(c, t) ÷ Σ w·t, with relevance w, current level c and target level t of each service, 0 to 5 each.",
        "Gap of a service = w·max(0, t − c). Over-service: c above t. Stop list: a target of 0, or a relevance of 0 or 1, with something still being done.",
        "Being better than the target adds nothing: the aim is to do the needed services well.",
    ],
    caveat: "All weights and thresholds are this project’s own and unvalidated. Relevance and levels are one person’s judgement: ask two customers of a service before you act on its row.",
    calendar: false,
    private: false,
    form,
    outcome,
    example,
};

const SERVICES: &str = "services";

/// Hobbs and Aubry's groups of PMO functions, in words of our own.
const GROUPS: [(&str, &str); 5] = [
    ("monitor", "Monitoring and control"),
    ("competence", "Methods and competence"),
    ("multi", "Multi-project management"),
    ("strategy", "Strategic management"),
    ("learning", "Organisational learning"),
];

fn form(_: &Input<'_>) -> Form {
    let relevance = scale(
        0,
        5,
        &[
            "nobody would miss it",
            "",
            "",
            "some decisions need it",
            "",
            "the executive needs it",
        ],
    );
    let level = || {
        scale(
            0,
            5,
            &[
                "not done",
                "now and then",
                "",
                "reliably",
                "",
                "as well as anyone",
            ],
        )
    };
    Form {
        values: Vec::new(),
        tables: vec![TableForm {
            id: SERVICES.to_owned(),
            title: "Services".to_owned(),
            about: "What your office does for others, one service a row: reports, assurance, a pool of people, training, advice.".to_owned(),
            row: "service".to_owned(),
            most: 60,
            columns: vec![
                column("name", "Service", "", NAME),
                column("group", "Group", "The group of functions it belongs to, after Hobbs and Aubry.", choice(&GROUPS)),
                column("w", "Relevance", "How much decisions of others depend on it.", relevance),
                column("c", "Now", "How well it is done today.", level()),
                column("t", "Target", "How well it needs to be done; 0 if it should end.", level()),
            ],
        }],
    }
}

/// A service with all three numbers.
struct Service {
    id: String,
    name: String,
    group: String,
    w: f64,
    c: f64,
    t: f64,
}

impl Service {
    fn of(row: &Row) -> Option<Self> {
        Some(Self {
            id: row.id.clone(),
            name: row.name(),
            group: row.text("group").to_owned(),
            w: row.number("w")?,
            c: row.number("c")?,
            t: row.number("t")?,
        })
    }

    fn gap(&self) -> f64 {
        self.w * (self.t - self.c).max(0.0)
    }

    fn over(&self) -> f64 {
        (self.c - self.t).max(0.0)
    }

    fn could_stop(&self) -> bool {
        self.c > 0.0 && (self.t == 0.0 || self.w <= 1.0)
    }
}

/// Σ w·min(c, t) / Σ w·t; `None` when nothing is wanted of anything.
fn maturity<'a>(services: impl Iterator<Item = &'a Service> + Clone) -> Option<f64> {
    let wanted: f64 = services.clone().map(|s| s.w * s.t).sum();
    let there: f64 = services.map(|s| s.w * s.c.min(s.t)).sum();
    (wanted > 0.0).then(|| there / wanted)
}

fn outcome(input: &Input<'_>, _: &Context<'_>) -> Result<Outcome> {
    let rows = input.rows(SERVICES);
    let services: Vec<Service> = rows.iter().filter_map(Service::of).collect();
    let mut outcome = Outcome::default();
    for service in &services {
        let text = match service {
            s if s.over() > 0.0 => format!("{} over", plain(s.over(), 0)),
            s => plain(s.gap(), 0),
        };
        outcome.computed.insert(
            (SERVICES.to_owned(), service.id.clone()),
            vec![SheetComputed {
                label: "Gap".to_owned(),
                text,
            }],
        );
    }
    let Some(maturity_now) = maturity(services.iter()) else {
        outcome.missing = Some(if rows.is_empty() {
            "Enter the services of your office: three are enough to begin with.".to_owned()
        } else {
            "A result needs one service with relevance, level now and a target above 0.".to_owned()
        });
        return Ok(outcome);
    };
    let mut gaps: Vec<&Service> = services.iter().filter(|s| s.gap() > 0.0).collect();
    gaps.sort_by(|a, b| b.gap().total_cmp(&a.gap()));
    let over: Vec<&Service> = services.iter().filter(|s| s.over() > 0.0).collect();
    let stop: Vec<&Service> = services.iter().filter(|s| s.could_stop()).collect();
    let total: f64 = gaps.iter().map(|s| s.gap()).sum();
    outcome.finding = Some(finding(maturity_now, &gaps, total, &stop));
    outcome.figures = vec![
        kept("maturity", "Maturity", maturity_now * 100.0, "%"),
        kept("gap", "Sum of gaps", total, "points"),
        kept(
            "over",
            "Services beyond their target",
            over.len() as f64,
            "",
        ),
        kept("stop", "Services on the stop list", stop.len() as f64, ""),
    ];
    outcome.parts.extend(radar(&services));
    outcome.parts.push(gap_bars(&gaps, total));
    outcome.parts.push(stop_table(&services));
    Ok(outcome)
}

fn finding(maturity: f64, gaps: &[&Service], total: f64, stop: &[&Service]) -> String {
    let mut sentence = format!(
        "The services that you need are [{}] there",
        percent(maturity)
    );
    match gaps {
        [] => sentence.push_str(", and none falls short of its target"),
        [first, ..] => sentence.push_str(&format!(
            "; [{}] makes up {} of the gap",
            safe(&first.name),
            percent(first.gap() / total)
        )),
    }
    if !stop.is_empty() {
        sentence.push_str(&format!(
            ", and {} could stop",
            count(stop.len(), "service", "services")
        ));
    }
    sentence.push('.');
    sentence
}

/// A radar of groups where three or more have services, else of the services themselves.
fn radar(services: &[Service]) -> Option<SheetPart> {
    let by_group: Vec<Spoke> = GROUPS
        .iter()
        .filter_map(|(id, label)| {
            let of_group = services.iter().filter(|s| s.group == *id);
            let now = maturity(of_group)?;
            Some(Spoke {
                label: (*label).to_owned(),
                values: vec![Some(now * 100.0)],
            })
        })
        .collect();
    if by_group.len() >= 3 {
        let weakest = by_group.iter().min_by(|a, b| {
            a.values[0]
                .unwrap_or(0.0)
                .total_cmp(&b.values[0].unwrap_or(0.0))
        })?;
        return Some(SheetPart::Radar(RadarPart {
            title: "Maturity by group of functions".to_owned(),
            sentence: format!(
                "{} is furthest from what is needed, at {}%.",
                weakest.label,
                plain(weakest.values[0].unwrap_or(0.0), 0)
            ),
            most: 100.0,
            series: vec!["Maturity, %".to_owned()],
            spokes: by_group,
        }));
    }
    if !(3..=12).contains(&services.len()) {
        return None;
    }
    let short = services.iter().filter(|s| s.gap() > 0.0).count();
    Some(SheetPart::Radar(RadarPart {
        title: "Services now and as needed".to_owned(),
        sentence: format!(
            "{} of {} fall short of their target.",
            short,
            count(services.len(), "service", "services")
        ),
        most: 5.0,
        series: vec!["Now".to_owned(), "Target".to_owned()],
        spokes: services
            .iter()
            .map(|s| Spoke {
                label: s.name.clone(),
                values: vec![Some(s.c), Some(s.t)],
            })
            .collect(),
    }))
}

fn gap_bars(gaps: &[&Service], total: f64) -> SheetPart {
    let sentence = match gaps {
        [] => "No service that matters falls short of its target.".to_owned(),
        [one] => format!("{} is the only gap.", one.name),
        _ => {
            let mut sum = 0.0;
            let most: Vec<String> = gaps
                .iter()
                .take_while(|s| {
                    let before = sum;
                    sum += s.gap();
                    before < total / 2.0
                })
                .map(|s| s.name.clone())
                .collect();
            let verb = if most.len() == 1 { "makes" } else { "make" };
            format!("{} {verb} up half of the gap or more.", listed(&most))
        }
    };
    SheetPart::Bars(BarsPart {
        title: "Gaps, largest first".to_owned(),
        sentence,
        corner: "Service".to_owned(),
        measure: "Gap, relevance × missing levels".to_owned(),
        bars: gaps
            .iter()
            .enumerate()
            .map(|(place, s)| Bar {
                label: s.name.clone(),
                value: s.gap(),
                text: plain(s.gap(), 0),
                tone: if place == 0 {
                    Tone::Strong
                } else {
                    Tone::Plain
                },
            })
            .collect(),
    })
}

fn stop_table(services: &[Service]) -> SheetPart {
    let mut listed: Vec<&Service> = services
        .iter()
        .filter(|s| s.could_stop() || s.over() > 0.0)
        .collect();
    listed.sort_by(|a, b| {
        let key = |s: &Service| (s.could_stop(), s.c);
        let (a, b) = (key(a), key(b));
        b.0.cmp(&a.0).then_with(|| b.1.total_cmp(&a.1))
    });
    let rows = listed
        .into_iter()
        .map(|s| {
            let advice = if s.could_stop() {
                "Stop, or find who needs it".to_owned()
            } else {
                format!("Do less: {} would be enough", plain(s.t, 0))
            };
            let cells = vec![
                words(s.name.clone()),
                cell(s.w, 0),
                cell(s.c, 0),
                cell(s.t, 0),
                words(advice),
            ];
            row(
                cells,
                if s.could_stop() {
                    Tone::Caution
                } else {
                    Tone::Plain
                },
            )
        })
        .collect();
    let effort: f64 = services.iter().map(|s| s.c).sum();
    let spare: f64 = services
        .iter()
        .map(|s| if s.could_stop() { s.c } else { s.over() })
        .sum();
    let sentence = if effort > 0.0 && spare > 0.0 {
        format!(
            "{} of all the levels that you keep up serve no need that you named.",
            share(spare / effort).text
        )
    } else {
        String::new()
    };
    SheetPart::Table(TablePart {
        title: "Stop list and over-service".to_owned(),
        sentence,
        columns: columns(&["Service", "#Relevance", "#Now", "#Target", "What to do"]),
        rows,
        none: "Nothing is done that is not needed, by your own figures. Ask a customer of each service whether they agree.".to_owned(),
    })
}

fn example(_: NaiveDate) -> Fields {
    let services = [
        ("Monthly portfolio report", "monitor", 3, 4, 3),
        ("Stage-gate assurance", "monitor", 4, 2, 4),
        ("Planning method and templates", "competence", 2, 4, 2),
        ("Coaching of project managers", "competence", 4, 1, 3),
        ("Resource forecast", "multi", 5, 1, 4),
        ("Investment case review", "strategy", 5, 3, 4),
        ("Benefits follow-up", "strategy", 4, 0, 3),
        ("Lessons-learned library", "learning", 1, 3, 0),
    ];
    let rows = services
        .iter()
        .map(|(name, group, w, c, t)| json!({"name": name, "group": group, "w": w, "c": c, "t": t}))
        .collect();
    super::sheet::part::example(&[], &[(SERVICES, rows)])
}
