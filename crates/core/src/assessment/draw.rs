//! Which questions a sitting asks.

use std::collections::BTreeSet;

use crate::api::SittingKind;
use crate::course::ItemForm;

/// A question that could be asked. The pool is in order of lessons, then forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Item id.
    pub id: String,
    /// Module id.
    pub module: String,
    /// Lesson id.
    pub lesson: String,
    /// Which of the parallel forms.
    pub form: ItemForm,
    /// `course::Item` as JSON.
    pub body: String,
}

/// The questions of a new sitting, as places in `pool`, rising. `met` are the items that the
/// reader met before; `seed` (the sitting's id) decides where nothing else does.
pub(super) fn draw(
    kind: SittingKind,
    pool: &[Candidate],
    met: &BTreeSet<String>,
    seed: &str,
) -> Vec<usize> {
    match kind {
        SittingKind::Pre => one_a_lesson(ItemForm::A, pool, met),
        SittingKind::Post => one_a_lesson(ItemForm::C, pool, met),
        SittingKind::Fast => fast(pool, met, seed),
    }
}

/// The item of this form for every lesson that has one; the spare in its place where the reader
/// met the first and not the second.
fn one_a_lesson(form: ItemForm, pool: &[Candidate], met: &BTreeSet<String>) -> Vec<usize> {
    let own = (0..pool.len()).filter(|&at| pool[at].form == form);
    let mut drawn: Vec<usize> = own
        .map(|at| {
            let spare = pool.iter().position(|other| {
                other.form == ItemForm::D
                    && other.lesson == pool[at].lesson
                    && !met.contains(&other.id)
            });
            spare.filter(|_| met.contains(&pool[at].id)).unwrap_or(at)
        })
        .collect();
    drawn.sort_unstable();
    drawn
}

/// As many as there are items of form b, and one more if there is a spare: first what the reader
/// has not met, of that first what covers another lesson, of that first form b.
fn fast(pool: &[Candidate], met: &BTreeSet<String>, seed: &str) -> Vec<usize> {
    let count = |form| pool.iter().filter(|item| item.form == form).count();
    if count(ItemForm::B) == 0 {
        return Vec::new();
    }
    let wanted = count(ItemForm::B) + count(ItemForm::D).min(1);
    let mut left: Vec<usize> = (0..pool.len())
        .filter(|&at| matches!(pool[at].form, ItemForm::B | ItemForm::D))
        .collect();
    left.sort_by_cached_key(|&at| {
        *blake3::hash(format!("{seed}\n{}", pool[at].id).as_bytes()).as_bytes()
    });
    let (mut drawn, mut covered) = (Vec::new(), BTreeSet::new());
    while drawn.len() < wanted {
        // The first of the best: the hash decides between equals.
        let best = (0..left.len()).min_by_key(|&place| {
            let item = &pool[left[place]];
            let again = covered.contains(&item.lesson);
            (
                met.contains(&item.id),
                again,
                !again && item.form != ItemForm::B,
            )
        });
        let Some(best) = best else { break };
        let at = left.remove(best);
        covered.insert(pool[at].lesson.clone());
        drawn.push(at);
    }
    drawn.sort_unstable();
    drawn
}
