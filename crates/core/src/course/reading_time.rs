//! How an author's minutes are shared among a lesson's blocks.

use super::{Body, Lesson};

/// Reading speed for expository prose: about 240 words a minute in the mean of silent readers
/// (Brysbaert 2019, “How many words do we read per minute?”); only its ratio to the fixed parts
/// below matters, since the sum is scaled to the author's minutes.
const SECONDS_PER_WORD: f64 = 60.0 / 240.0;

/// Thinking time of a block on top of its words.
const fn fixed_seconds(body: &Body) -> f64 {
    match body {
        Body::Check(_) => 60.0,
        Body::Reflection { .. } | Body::Case(_) => 60.0,
        Body::CohortPrompt { .. } | Body::Tool { .. } => 20.0,
        Body::Heading { .. } | Body::Prose { .. } | Body::Reading { .. } => 0.0,
    }
}

/// Seconds for each block; they add up to the author's minutes, to the rounding of one second.
#[must_use]
pub fn seconds(lesson: &Lesson) -> Vec<u32> {
    let weights: Vec<f64> = lesson
        .blocks
        .iter()
        .map(|block| f64::from(block.words).mul_add(SECONDS_PER_WORD, fixed_seconds(&block.body)))
        .collect();
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return vec![0; weights.len()];
    }
    let all = f64::from(lesson.minutes) * 60.0;
    // Rounding the running sum instead of each part keeps the total exact.
    let mut before = 0.0;
    let mut given = 0_u32;
    weights
        .iter()
        .map(|weight| {
            before += weight;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 ≤ value ≤ minutes × 60"
            )]
            let until = (before / total * all).round() as u32;
            let part = until.saturating_sub(given);
            given = until;
            part
        })
        .collect()
}
