//! Assessment: the questions that a course asks beside its lessons, and what the answers come to.
//!
//! **Context.** A reader who knows much should prove it and be spared it; a reader who is sure and
//! wrong should hear so at once; and at the end both want to see what was gained. None of that may
//! shift under the reader's feet when the author revises the questions.
//!
//! **Design.** A *sitting* is one round of questions: the pre-assessment (one a lesson, form a),
//! the fast-track of a module (form b and one of form d) or the post-test (form c). What it asks is
//! drawn by [`draw`] when it begins and copied into `sitting_item`, so a revision in the middle
//! changes nothing of it. Where a form was asked before, the spare form d comes in its place while
//! there is one that the reader has not met. An item counts as met once it was answered, or once
//! the sitting that holds it was finished and so explained it.
//!
//! Only answers are stored; [`result`] derives everything else. The first answer stands. “I don’t
//! know” and no answer count as wrong; neither is ever a blind spot, which is a wrong answer given
//! at confidence [`CONFIDENT`] or more. A blind spot is explained at once, all else when the
//! sitting is finished. A sitting is *paused* when it is the latest of its kind and unfinished; one
//! that was passed over by beginning another stays on record but is not offered again.

mod answer;
mod draw;
pub(crate) mod event;
mod find;
mod finish;
mod minutes;
mod open;
mod queries;
mod rate;
mod result;
#[cfg(test)]
mod tests;
mod view;

pub use answer::answer;
pub use find::find;
pub use finish::finish;
pub use minutes::minutes_of;
pub use open::open;
pub use rate::rate;

/// A wrong answer at this confidence or more is a blind spot.
pub const CONFIDENT: u8 = 3;

/// Whether so many right answers pass a fast-track: four of five, in other numbers 80 per cent.
#[must_use]
pub const fn passes(correct: u32, asked: u32) -> bool {
    asked > 0 && correct * 5 >= asked * 4
}

/// How many right answers pass a fast-track of so many questions.
#[must_use]
pub const fn pass_mark(asked: u32) -> u32 {
    (asked * 4).div_ceil(5)
}
