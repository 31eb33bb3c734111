//! What is missing: owners, links, measures, evidence.

use super::case::Case;

/// A benefit or output to which something is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Place of the benefit, or of the output.
    pub at: Of,
    /// Name.
    pub name: String,
    /// What is missing, in words.
    pub what: Vec<&'static str>,
    /// Risk-adjusted value of the benefit, if it is known.
    pub value: Option<f64>,
}

/// Of what a gap is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A benefit, by place.
    Benefit(usize),
    /// An output, by place.
    Output(usize),
}

/// No owner.
pub const NO_OWNER: &str = "no owner";
/// No output leads to it.
pub const NO_LINK: &str = "no link";

/// Benefits by their weight, then outputs that lead nowhere.
pub fn gaps(case: &Case) -> Vec<Gap> {
    let mut found: Vec<Gap> = case
        .benefits
        .iter()
        .enumerate()
        .filter_map(|(at, benefit)| {
            let missing = [
                (benefit.owner.is_empty(), NO_OWNER),
                (case.links_to(at).next().is_none(), NO_LINK),
                (benefit.measure.is_empty(), "no measure"),
                // Before anything is due there is nothing to show.
                (benefit.is_due() && !benefit.evidenced, "no evidence"),
            ];
            let what: Vec<_> = missing
                .iter()
                .filter(|(missing, _)| *missing)
                .map(|(_, what)| *what)
                .collect();
            (!what.is_empty()).then(|| Gap {
                at: Of::Benefit(at),
                name: benefit.name.clone(),
                what,
                value: benefit.adjusted(),
            })
        })
        .collect();
    let weight = |gap: &Gap| gap.value.unwrap_or(0.0).abs();
    found.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    let outputs = case.outputs.iter().enumerate();
    found.extend(
        outputs
            .filter(|(at, _)| case.links.iter().all(|link| link.from != *at))
            .map(|(at, output)| Gap {
                at: Of::Output(at),
                name: output.name.clone(),
                what: vec!["leads to no benefit"],
                value: None,
            }),
    );
    found
}

/// How many things are missing in all.
pub fn count(gaps: &[Gap]) -> usize {
    gaps.iter().map(|gap| gap.what.len()).sum()
}
