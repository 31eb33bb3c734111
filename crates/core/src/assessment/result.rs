//! What a finished sitting comes to.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::passes;
use super::queries::{self, Asked, Sitting};
use super::view::{self, Names, count};
use crate::Result;
use crate::api::{Calibration, ModuleResult, SittingKind, SittingResult};

/// The result of a finished sitting. A post-test is compared with the pre-assessment that was the
/// latest when it was finished.
///
/// # Errors
/// When the database cannot be read.
pub(super) fn of(db: &Connection, sitting: &Sitting) -> Result<SittingResult> {
    let asked = queries::asked(db, &sitting.id)?;
    let before = match sitting.kind {
        SittingKind::Post => queries::finished_last(
            db,
            &sitting.course,
            SittingKind::Pre,
            None,
            sitting.finished_at.as_deref(),
        )?
        .map(|pre| queries::asked(db, &pre.id))
        .transpose()?,
        _ => None,
    };
    let names = Names::read(db, &sitting.course)?;
    Ok(result(sitting, &asked, before.as_deref(), &names))
}

fn result(
    sitting: &Sitting,
    asked: &[Asked],
    before: Option<&[Asked]>,
    names: &Names,
) -> SittingResult {
    let (correct, all) = (count(asked, Asked::is_right), count(asked, |_| true));
    SittingResult {
        view: view::sitting(sitting, asked, names),
        correct,
        asked: all,
        blind_spots: count(asked, Asked::is_blind),
        passed: (sitting.kind == SittingKind::Fast).then(|| passes(correct, all)),
        calibration: (1..=4).map(|level| calibration(asked, level)).collect(),
        modules: view::modules_in_order(asked)
            .into_iter()
            .map(|module| module_result(module, asked, before, names))
            .collect(),
        gained: before.and_then(|before| gained(before, asked)),
        closed: before.map(|before| closed(before, asked)),
    }
}

/// Answers that chose an option at this confidence: “I don’t know” claims nothing to be sure of.
fn calibration(asked: &[Asked], confidence: u8) -> Calibration {
    let chosen = |item: &Asked| {
        item.given
            .as_ref()
            .is_some_and(|given| given.option.is_some() && given.confidence == confidence)
    };
    Calibration {
        confidence,
        answers: count(asked, chosen),
        correct: count(asked, |item| chosen(item) && item.is_right()),
    }
}

fn module_result(
    module: &str,
    asked: &[Asked],
    before: Option<&[Asked]>,
    names: &Names,
) -> ModuleResult {
    let here = |item: &Asked| item.module == module;
    ModuleResult {
        module: names.module(module),
        correct: count(asked, |item| here(item) && item.is_right()),
        asked: count(asked, here),
        blind_spots: count(asked, |item| here(item) && item.is_blind()),
        before: before
            .filter(|before| before.iter().any(here))
            .map(|before| count(before, |item| here(item) && item.is_right())),
    }
}

/// Right answers in per cent now, less those in per cent before.
fn gained(before: &[Asked], now: &[Asked]) -> Option<f64> {
    let (all_before, all_now) = (count(before, |_| true), count(now, |_| true));
    if all_before == 0 || all_now == 0 {
        return None;
    }
    let per_cent = |asked: &[Asked], all: u32| {
        100.0 * f64::from(count(asked, Asked::is_right)) / f64::from(all)
    };
    Some(per_cent(now, all_now) - per_cent(before, all_before))
}

/// Blind spots of before whose lesson is answered right now.
fn closed(before: &[Asked], now: &[Asked]) -> u32 {
    let right: BTreeSet<&str> = now
        .iter()
        .filter(|item| item.is_right())
        .map(|item| item.lesson.as_str())
        .collect();
    count(before, |item| {
        item.is_blind() && right.contains(item.lesson.as_str())
    })
}
