//! Outputs, benefits and links, and what they come to.

use super::{BENEFITS, COST, LINKS, OUTPUTS, SHARES};
use crate::tool::sheet::Input;

/// What projects deliver.
pub struct Output {
    /// Row id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// What gets better, or worse.
pub struct Benefit {
    /// Row id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Initials or role, or nothing.
    pub owner: String,
    /// What is counted, or nothing.
    pub measure: String,
    /// Value a year; negative for a disbenefit.
    pub v: Option<f64>,
    /// Probability, 0 to 1.
    pub p: Option<f64>,
    /// Planned to date.
    pub planned: Option<f64>,
    /// Realised to date.
    pub realised: Option<f64>,
    /// In somebody else's books.
    pub evidenced: bool,
    /// The PMO's agreed share, low, base and high, 0 to 1.
    pub shares: [Option<f64>; 3],
}

impl Benefit {
    /// v·p.
    pub fn adjusted(&self) -> Option<f64> {
        Some(self.v? * self.p?)
    }

    /// Something gets worse.
    pub fn is_disbenefit(&self) -> bool {
        self.v.is_some_and(|v| v < 0.0) || self.planned.is_some_and(|planned| planned < 0.0)
    }

    /// Realised ÷ planned to date, where something was planned.
    pub fn realisation(&self) -> Option<f64> {
        let planned = self.planned.filter(|planned| *planned != 0.0)?;
        Some(self.realised.unwrap_or(0.0) / planned)
    }

    /// Something was planned or is realised by now.
    pub fn is_due(&self) -> bool {
        [self.planned, self.realised]
            .iter()
            .any(|sum| sum.is_some_and(|sum| sum != 0.0))
    }
}

/// An output leads to a benefit.
pub struct Link {
    /// Row id.
    pub id: String,
    /// The change through which, or nothing.
    pub change: String,
    /// Place of the output.
    pub from: usize,
    /// Place of the benefit.
    pub to: usize,
    /// Share of the benefit, 0 to 1.
    pub share: Option<f64>,
}

/// All that is filled in.
pub struct Case {
    /// In order.
    pub outputs: Vec<Output>,
    /// In order.
    pub benefits: Vec<Benefit>,
    /// Those with both ends.
    pub links: Vec<Link>,
    /// Cost of the PMO.
    pub cost: Option<f64>,
}

impl Case {
    /// What is filled in.
    pub fn read(input: &Input<'_>) -> Self {
        let outputs: Vec<Output> = input
            .rows(OUTPUTS)
            .into_iter()
            .map(|row| Output {
                name: row.name(),
                id: row.id,
            })
            .collect();
        let benefits: Vec<Benefit> = input
            .rows(BENEFITS)
            .into_iter()
            .map(|row| Benefit {
                name: row.name(),
                owner: row.text("owner").to_owned(),
                measure: row.text("measure").to_owned(),
                v: row.number("v"),
                p: row.number("p").map(|p| p / 100.0),
                planned: row.number("planned"),
                realised: row.number("realised"),
                evidenced: row.flag("evidenced"),
                shares: SHARES.map(|(share, _)| row.number(share).map(|share| share / 100.0)),
                id: row.id,
            })
            .collect();
        let links = input
            .rows(LINKS)
            .into_iter()
            .filter_map(|row| {
                Some(Link {
                    from: outputs
                        .iter()
                        .position(|output| output.id == row.text("from"))?,
                    to: benefits
                        .iter()
                        .position(|benefit| benefit.id == row.text("to"))?,
                    change: row.text("name").to_owned(),
                    share: row.number("share").map(|share| share / 100.0),
                    id: row.id,
                })
            })
            .collect();
        Self {
            outputs,
            benefits,
            links,
            cost: input.number(COST),
        }
    }

    /// Σ v and Σ v·p over the benefits that have both; `None` without any.
    pub fn risk_adjusted(&self) -> Option<(f64, f64)> {
        self.benefits
            .iter()
            .filter_map(|benefit| Some((benefit.v?, benefit.adjusted()?)))
            .reduce(|(values, sum), (v, adjusted)| (values + v, sum + adjusted))
    }

    /// Σ realised and Σ planned to date over the benefits of which something was planned;
    /// disbenefits by themselves.
    pub fn to_date(&self, disbenefits: bool) -> Option<(f64, f64)> {
        self.benefits
            .iter()
            .filter_map(|benefit| {
                let planned = benefit.planned?;
                let counts = if disbenefits {
                    planned < 0.0
                } else {
                    planned > 0.0
                };
                counts.then(|| (benefit.realised.unwrap_or(0.0), planned))
            })
            .reduce(|(sum, plans), (realised, planned)| (sum + realised, plans + planned))
    }

    /// Σ realised ÷ Σ planned to date; `None` where nothing was planned.
    pub fn realisation(&self) -> Option<f64> {
        let (realised, planned) = self.to_date(false)?;
        Some(realised / planned)
    }

    /// Benefits that are evidenced, with what is realised of them.
    pub fn evidenced(&self) -> impl Iterator<Item = (&Benefit, f64)> {
        self.benefits
            .iter()
            .filter(|benefit| benefit.evidenced)
            .filter_map(|benefit| Some((benefit, benefit.realised?)))
    }

    /// Σ (evidenced benefit × agreed contribution), low, base and high.
    pub fn contribution(&self) -> [f64; 3] {
        let mut sums = [0.0; 3];
        for (benefit, realised) in self.evidenced() {
            for (sum, share) in sums.iter_mut().zip(benefit.shares) {
                *sum += realised * share.unwrap_or(0.0);
            }
        }
        sums
    }

    /// The contribution less the cost of the PMO; `None` while that is not known.
    pub fn claim(&self) -> Option<[f64; 3]> {
        let cost = self.cost?;
        Some(self.contribution().map(|sum| sum - cost))
    }

    /// The links to a benefit.
    pub fn links_to(&self, benefit: usize) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(move |link| link.to == benefit)
    }

    /// Σ of the contributions to a benefit, 0 to 1 if they make sense.
    pub fn contributed(&self, benefit: usize) -> f64 {
        self.links_to(benefit).filter_map(|link| link.share).sum()
    }
}
