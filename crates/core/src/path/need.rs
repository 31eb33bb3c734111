//! How much a reader needs a module.
//!
//! Need = .45 (100 − score) + .25 blind-spot % + .15 recency + .15 relevance, each part 0 to 100
//! (course design, “Pre-assessment and path”; weights and bounds are this project’s own and
//! unvalidated). The bounds are whole numbers that real answers hit, so the comparison is made in
//! whole numbers: need × 12 × questions has no remainder.

use crate::api::PathLevel;

/// From this need on every lesson is read.
const CORE: u32 = 60;
/// From this need on the missed lessons are read.
const TARGETED: u32 = 35;

/// What is known of a reader and a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answers {
    /// Right answers, at most `asked`.
    pub right: u32,
    /// Wrong ones at high confidence, at most `asked − right`.
    pub blind: u32,
    /// Questions, at least one.
    pub asked: u32,
    /// Years since it was refreshed; 5 for more.
    pub years: Option<u8>,
    /// 1 to 4.
    pub relevance: Option<u8>,
}

impl Answers {
    /// How the answers alone say that the module is to be taken.
    pub const fn level(&self) -> PathLevel {
        let scaled = self.scaled();
        if scaled >= CORE * 12 * self.asked {
            PathLevel::Core
        } else if scaled >= TARGETED * 12 * self.asked {
            PathLevel::Targeted
        } else {
            PathLevel::FastTrack
        }
    }

    /// Need times twelve times the number of questions.
    const fn scaled(&self) -> u32 {
        let wrong = self.asked.saturating_sub(self.right);
        540 * wrong + 300 * self.blind + self.asked * (45 * self.quarters() + 30 * self.sixths())
    }

    /// 0 to 100.
    pub fn need(&self) -> f64 {
        f64::from(self.scaled()) / f64::from(12 * self.asked)
    }

    /// Right answers in per cent.
    pub fn score(&self) -> f64 {
        100.0 * f64::from(self.right) / f64::from(self.asked)
    }

    /// Blind spots in per cent.
    pub fn blind_share(&self) -> f64 {
        100.0 * f64::from(self.blind) / f64::from(self.asked)
    }

    /// 0 at a year and less, 100 at five and more, linear between; 50 when not said.
    pub fn recency(&self) -> f64 {
        25.0 * f64::from(self.quarters())
    }

    /// 0 to 100 for 1 to 4; 50 when not said.
    pub fn relevance_share(&self) -> f64 {
        100.0 * f64::from(self.sixths()) / 6.0
    }

    /// Recency in quarters of a hundred.
    const fn quarters(&self) -> u32 {
        match self.years {
            None | Some(3) => 2,
            Some(0 | 1) => 0,
            Some(2) => 1,
            Some(4) => 3,
            Some(_) => 4,
        }
    }

    /// Relevance in sixths of a hundred.
    const fn sixths(&self) -> u32 {
        match self.relevance {
            None => 3,
            Some(0 | 1) => 0,
            Some(2) => 2,
            Some(3) => 4,
            Some(_) => 6,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The formula as it is written, in exact fractions over 1200 × questions.
    fn naive(answers: &Answers) -> (i128, i128) {
        let asked = i128::from(answers.asked);
        let per_cent = |count: u32| (100 * i128::from(count), asked);
        let (score, blind) = (per_cent(answers.right), per_cent(answers.blind));
        let recency = match answers.years {
            None => (50, 1),
            Some(years) => (100 * (i128::from(years.clamp(1, 5)) - 1), 4),
        };
        let relevance = match answers.relevance {
            None => (50, 1),
            Some(relevance) => (100 * (i128::from(relevance) - 1), 3),
        };
        let terms = [
            (45, (100 * score.1 - score.0, score.1)),
            (25, blind),
            (15, recency),
            (15, relevance),
        ];
        terms
            .into_iter()
            .fold((0, 1), |(n, d), (weight, (tn, td))| {
                (n * td * 100 + weight * tn * d, d * td * 100)
            })
    }

    fn answers() -> impl Strategy<Value = Answers> {
        (
            1_u32..=40,
            prop::option::of(0_u8..=5),
            prop::option::of(1_u8..=4),
        )
            .prop_flat_map(|(asked, years, relevance)| (0..=asked, Just((asked, years, relevance))))
            .prop_flat_map(|(right, (asked, years, relevance))| {
                (0..=asked - right).prop_map(move |blind| Answers {
                    right,
                    blind,
                    asked,
                    years,
                    relevance,
                })
            })
    }

    proptest! {
        #[test]
        fn need_is_the_formula(answers in answers()) {
            let (n, d) = naive(&answers);
            prop_assert!((answers.need() - n as f64 / d as f64).abs() < 1e-9);
            let level = if n >= 60 * d {
                PathLevel::Core
            } else if n >= 35 * d {
                PathLevel::Targeted
            } else {
                PathLevel::FastTrack
            };
            prop_assert_eq!(answers.level(), level);
            prop_assert!((0.0..=100.0).contains(&answers.need()));
            let parts = 0.45 * (100.0 - answers.score()) + 0.25 * answers.blind_share()
                + 0.15 * answers.recency() + 0.15 * answers.relevance_share();
            prop_assert!((answers.need() - parts).abs() < 1e-9);
        }
    }

    #[test]
    fn known_cases() {
        let of = |right, blind, asked, years, relevance| {
            let answers = Answers {
                right,
                blind,
                asked,
                years,
                relevance,
            };
            (answers.need(), answers.level())
        };
        use PathLevel::{Core, FastTrack, Targeted};
        for (answers, wanted) in [
            (of(4, 0, 4, None, None), (15.0, FastTrack)),
            (of(4, 0, 4, Some(5), Some(4)), (30.0, FastTrack)),
            (of(0, 4, 4, Some(5), Some(4)), (100.0, Core)),
            (of(0, 0, 4, Some(1), Some(1)), (45.0, Targeted)),
            // 11.25 + 6.25 + 15
            (of(3, 1, 4, None, None), (32.5, FastTrack)),
            // 22.5 + 15
            (of(2, 0, 4, None, None), (37.5, Targeted)),
            // 45 + 15: just core.
            (of(0, 0, 4, Some(5), Some(1)), (60.0, Core)),
            // 33.75 + 11.25: exactly 45 + 15 again, by another way.
            (of(1, 0, 4, Some(4), Some(4)), (60.0, Core)),
            (of(0, 0, 4, Some(4), Some(1)), (56.25, Targeted)),
            // 9 + 5 + 11.25 + 10 and 9 + 11.25 + 15 around 35; 22.5 + 12.5 on it.
            (of(4, 1, 5, Some(4), Some(3)), (35.25, Targeted)),
            (of(2, 2, 4, Some(1), Some(1)), (35.0, Targeted)),
            (of(1, 0, 2, Some(2), Some(1)), (26.25, FastTrack)),
        ] {
            assert_eq!(answers, wanted);
        }
    }
}
