//! T6, Benefits map and scorecard: what is left of the promises, who could fail to keep them, and
//! what the office itself may claim.
//!
//! **Context.** A register of benefits that is kept by project promises the same money several
//! times, to nobody in particular. Kept by benefit, with one owner, one measure and shares that
//! come to 100 % at most, it can be set beside a budget.
//!
//! **Design.** Outputs lead to benefits by links with a contribution, at most 100 % for a benefit.
//! Risk-adjusted = Σ v·p; realisation = realised / planned to date; the PMO's claim = Σ(evidenced
//! benefit × agreed contribution) − cost of the PMO, for the low, base and high share; what is
//! negative is shown as it is. Source: `course.md`, tool T6, and lessons 2 and 4 of module 6. A
//! *disbenefit* has a negative value, and so have what is planned and realised of it. `case` holds
//! the arithmetic, `gaps` what is missing, `problems` what makes no sense, `parts` what is shown.

mod case;
mod example;
mod gaps;
mod parts;
mod problems;
#[cfg(test)]
mod tests;

use super::sheet::money::{MOST, money, unit, unit_form};
use super::sheet::part::{NAME, kept, number, percent};
use super::sheet::{
    Context, Form, Input, Outcome, Spec, TableForm, ValueForm, column, side_column,
};
use crate::Result;
use crate::api::{CellKind, SheetColumn, SheetComputed, ToolFigure};
use case::Case;

/// The tool.
pub(super) const SPEC: Spec = Spec {
    name: "t6",
    title: "Benefits map and scorecard",
    purpose: "What is left of the promised benefits, who owns them, and what may your office claim?",
    module: 6,
    formula: &[
        "Risk-adjusted = Σ v·p, with the value v a year and the probability p of each benefit. A disbenefit has a negative value and is weighed by its own chance, which is usually high.",
        "Realisation = Σ realised ÷ Σ planned to date, over the benefits of which something was planned by now; disbenefits are reported beside it and not set off. An empty “realised” counts as nothing.",
        "PMO claim = Σ (evidenced benefit × agreed contribution) − cost of the PMO, for the low, base and high share. The evidenced benefit is what is realised to date and marked as evidenced; an empty share counts as 0%. A negative claim is shown as it is.",
        "Contributions of outputs to one benefit come to 100% at most. All shares of one benefit come to 100% or less as well, the PMO’s among them; settle it after the owner’s and the projects’.",
        "Gaps: a benefit without an owner, a link, a measure, or evidence of what is due by now; an output that leads to no benefit.",
    ],
    caveat: "The formula of the claim is this project’s own and unvalidated. An agreed share is bookkeeping: it prevents 130% of one benefit from being claimed, and it is no proof that the office caused any of it. Benefits valued at two points of one journey are counted twice, and no sum can see that: value only the last.",
    calendar: false,
    private: false,
    form,
    outcome,
    example: example::example,
};

const OUTPUTS: &str = "outputs";
const BENEFITS: &str = "benefits";
const LINKS: &str = "links";
const COST: &str = "cost";
/// Columns of the PMO's agreed share.
const SHARES: [(&str, &str); 3] = [("low", "Low"), ("base", "Base"), ("high", "High")];

fn form(input: &Input<'_>) -> Form {
    let unit = unit(input);
    let hundred = || number(0.0, 100.0, "%");
    let sum = || number(-MOST, MOST, unit);
    let chosen = |table: &str| CellKind::Row {
        table: table.to_owned(),
        options: input.options(table),
    };
    let mut benefits = vec![
        column("name", "Benefit", "", NAME),
        column(
            "owner",
            "Owner",
            "Initials or a role, not a name: someone who could fail.",
            CellKind::Text { most: 40 },
        ),
        column("v", "Value a year", "Negative for a disbenefit.", sum()),
        column("p", "Probability", "", hundred()),
        column(
            "planned",
            "Planned to date",
            "Negative for a disbenefit.",
            sum(),
        ),
        column(
            "realised",
            "Realised to date",
            "Over the same time as the cost of the PMO.",
            sum(),
        ),
        column(
            "evidenced",
            "Evidenced",
            "It is in somebody else’s books: a ledger, or a register kept for other reasons.",
            CellKind::Flag,
        ),
        side_column(
            "measure",
            "Measure",
            "What is counted, from what baseline, in whose records.",
            NAME,
        ),
    ];
    benefits.extend(SHARES.map(|(id, label)| SheetColumn {
        group: "The PMO’s agreed contribution".to_owned(),
        ..side_column(
            id,
            label,
            "Agreed with the other claimants before the amounts were known; of a disbenefit the largest share belongs under Low.",
            hundred(),
        )
    }));
    let table = |id: &str, title: &str, about: &str, row: &str, most, columns| TableForm {
        id: id.to_owned(),
        title: title.to_owned(),
        about: about.to_owned(),
        row: row.to_owned(),
        columns,
        most,
    };
    Form {
        values: vec![
            unit_form(),
            ValueForm {
                id: COST.to_owned(),
                label: "Cost of the PMO".to_owned(),
                help: "Over the same time as what is realised to date.".to_owned(),
                kind: number(0.0, MOST, unit),
            },
        ],
        tables: vec![
            table(
                BENEFITS,
                "Benefits",
                "One row for each budget or measure that improves, and for each that gets worse.",
                "benefit",
                60,
                benefits,
            ),
            table(
                OUTPUTS,
                "Outputs",
                "What the projects deliver: what could be photographed on the day of go-live.",
                "output",
                60,
                vec![column("name", "Output", "", NAME)],
            ),
            table(
                LINKS,
                "Links",
                "Which output leads to which benefit, through what change, and with what share.",
                "link",
                200,
                vec![
                    column("name", "Change", "What somebody will do otherwise.", NAME),
                    column("from", "Output", "", chosen(OUTPUTS)),
                    column("to", "Benefit", "", chosen(BENEFITS)),
                    column(
                        "share",
                        "Contribution",
                        "The output’s share of the benefit; all shares of one benefit come to 100% at most.",
                        hundred(),
                    ),
                ],
            ),
        ],
    }
}

fn outcome(input: &Input<'_>, _: &Context<'_>) -> Result<Outcome> {
    let case = Case::read(input);
    let mut outcome = Outcome {
        problems: problems::problems(input, &case),
        ..Outcome::default()
    };
    let unit = unit(input);
    compute(input, &case, unit, &mut outcome);
    if case.benefits.is_empty() {
        outcome.missing = Some(
            "Enter the benefits, what the projects deliver, and which leads to which.".to_owned(),
        );
        return Ok(outcome);
    }
    if case.risk_adjusted().is_none() && (case.cost.is_none() || case.evidenced().next().is_none())
    {
        outcome.missing = Some(
            "A result needs one benefit with its value and probability, or one that is evidenced and the cost of the PMO.".to_owned(),
        );
        return Ok(outcome);
    }
    outcome.finding = Some(finding(&case, unit));
    outcome.figures = figures(&case, unit);
    outcome.parts = parts::all(&case, unit);
    Ok(outcome)
}

/// What each row comes to.
fn compute(input: &Input<'_>, case: &Case, unit: &str, outcome: &mut Outcome) {
    let computed = |label: &str, text: Option<String>| SheetComputed {
        label: label.to_owned(),
        text: text.unwrap_or_else(|| "–".to_owned()),
    };
    for benefit in &case.benefits {
        outcome.computed.insert(
            (BENEFITS.to_owned(), benefit.id.clone()),
            vec![
                computed(
                    "Risk-adjusted",
                    benefit.adjusted().map(|value| money(value, unit)),
                ),
                computed("Realisation", benefit.realisation().map(percent)),
            ],
        );
    }
    for row in input.rows(LINKS) {
        let link = case.links.iter().find(|link| link.id == row.id);
        let part = link.and_then(|link| Some(link.share? * case.benefits[link.to].adjusted()?));
        outcome.computed.insert(
            (LINKS.to_owned(), row.id),
            vec![computed(
                "Risk-adjusted part",
                part.map(|part| money(part, unit)),
            )],
        );
    }
}

fn figures(case: &Case, unit: &str) -> Vec<ToolFigure> {
    let mut figures = Vec::new();
    if let Some((promised, adjusted)) = case.risk_adjusted() {
        figures.push(kept("promised", "Promised a year", promised, unit));
        figures.push(kept("adjusted", "Risk-adjusted a year", adjusted, unit));
    }
    if let Some(realisation) = case.realisation() {
        figures.push(kept(
            "realisation",
            "Realised of what was planned to date",
            realisation * 100.0,
            "%",
        ));
    }
    if let Some(claim) = case.claim() {
        for ((id, label), value) in SHARES.iter().zip(claim) {
            let label = format!("PMO claim, {}", label.to_lowercase());
            figures.push(kept(&format!("claim_{id}"), &label, value, unit));
        }
    }
    figures.push(kept(
        "gaps",
        "Gaps",
        gaps::count(&gaps::gaps(case)) as f64,
        "",
    ));
    figures
}

fn finding(case: &Case, unit: &str) -> String {
    // A unit can hold brackets; those would be marks.
    let unit = &super::sheet::part::safe(unit);
    let mut clauses = Vec::new();
    if let Some((promised, adjusted)) = case.risk_adjusted() {
        clauses.push(format!(
            "of {} promised a year, [{}] is left once each benefit is weighed by its chance",
            money(promised, unit),
            money(adjusted, unit)
        ));
    }
    if let Some(realisation) = case.realisation() {
        clauses.push(format!(
            "{} of what was planned to date is realised",
            percent(realisation)
        ));
    }
    if let Some([low, base, high]) = case.claim() {
        clauses.push(format!(
            "the PMO’s own claim is [{}], between {} and {}",
            money(base, unit),
            money(low, unit),
            money(high, unit)
        ));
    }
    let sentence = clauses.join("; ");
    let mut letters = sentence.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
