//! The page of T4, Portfolio frontier: what forcing a project costs, or what ranking would.

use chrono::NaiveDate;

use super::figures;
use super::frame::{FINDING, FINDING_STRONG, Foot, LaidFoot, RIGHT, head, sentence};
use super::frontier_chart::Chart;
use super::frontier_table::{Table, beside};
use super::scene::{Area, SIDE, Scene};
use super::text::{Span, clean};
use crate::api::{FrontierFinding, FrontierNow, FrontierView, GreedyOrder, ToolView};

/// Longest name within the sentence, in characters.
pub(super) const LONG_NAME: usize = 48;

/// Lays the page out.
pub(super) fn lay_out(view: &ToolView, result: &FrontierView, date: NaiveDate) -> Scene {
    let title = clean(&view.card.title);
    let title = if title.trim().is_empty() {
        "Portfolio frontier"
    } else {
        title.trim()
    };
    let mut scene = Scene::new(format!("{title}, {}", figures::day(date)));
    let Some(now) = &result.now else {
        let finding = [Span::new(nothing_yet(result), FINDING)];
        head(
            &mut scene,
            title,
            &view.card.purpose,
            date,
            sentence(&finding),
        );
        foot(view, result, date, scene.has_boxes()).draw(&mut scene);
        return scene;
    };
    let top = head(
        &mut scene,
        title,
        &subtitle(result, now),
        date,
        sentence(&finding(now)),
    );
    let height = foot(view, result, date, false).top - 10.0 - top;
    let table = Table::new(result, now, height);
    table.draw(&mut scene, SIDE, top);
    let area = Area::new(SIDE, top, SIDE + table.form.width(), top + height);
    Chart::new(result, now).draw(&mut scene, beside(area, RIGHT));
    let boxes = scene.has_boxes();
    foot(view, result, date, boxes).draw(&mut scene);
    scene
}

fn nothing_yet(result: &FrontierView) -> &'static str {
    if result.projects.is_empty() {
        "No projects are filled in yet, so there is no frontier to show."
    } else {
        "There is no budget that can be computed with yet, so there is no frontier to show."
    }
}

/// A sum of money as this page writes it.
pub(super) fn money(result: &FrontierView, value: f64) -> String {
    let budgets = [
        result.step,
        result.now.as_ref().map_or(0.0, |now| now.budget),
    ];
    let steps = figures::decimals_of(budgets.into_iter(), 2);
    let own = figures::decimals_of([value].into_iter(), 2);
    figures::sum(value, &result.unit, steps.max(own))
}

fn subtitle(result: &FrontierView, now: &FrontierNow) -> String {
    let projects = match result.projects.len() {
        1 => "one project".to_owned(),
        several => format!("{several} projects"),
    };
    format!(
        "The most value that a budget of {} can reach, from {projects}",
        money(result, now.budget)
    )
}

/// The sentence, with the forced projects and what they cost in the colour of the reader's own hand.
fn finding(now: &FrontierNow) -> Vec<Span> {
    let mut sentence = clean(&now.sentence).trim().to_owned();
    let mut strong = Vec::new();
    if let FrontierFinding::Costs { projects, lost, .. } = &now.finding {
        for name in projects {
            let name = clean(name).trim().to_owned();
            let short = shortened(&name);
            if short != name {
                sentence = sentence.replace(&name, &short);
            }
            strong.push(short);
        }
        strong.push(format!("{} points", figures::points(*lost)));
        strong.push(format!("{} point", figures::points(*lost)));
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    // The longest first: a name can be part of another.
    strong.sort_by_key(|words| std::cmp::Reverse(words.len()));
    for words in strong.iter().filter(|words| !words.is_empty()) {
        let free = sentence
            .match_indices(words.as_str())
            .find_map(|(from, _)| {
                let to = from + words.len();
                let is_whole = !sentence[..from].ends_with(char::is_alphanumeric)
                    && !sentence[to..].starts_with(char::is_alphanumeric);
                let is_free = found
                    .iter()
                    .all(|(start, stop)| to <= *start || from >= *stop);
                (is_whole && is_free).then_some((from, to))
            });
        found.extend(free);
    }
    found.sort_unstable();
    let mut spans = Vec::new();
    let mut at = 0;
    for (from, to) in found {
        spans.push(Span::new(&sentence[at..from], FINDING));
        spans.push(Span::new(&sentence[from..to], FINDING_STRONG));
        at = to;
    }
    spans.push(Span::new(&sentence[at..], FINDING));
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// A name that is short enough to stand within a sentence.
pub(super) fn shortened(name: &str) -> String {
    if name.chars().count() <= LONG_NAME {
        return name.to_owned();
    }
    let cut: String = name.chars().take(LONG_NAME - 1).collect();
    format!("{}…", cut.trim_end())
}

fn foot(view: &ToolView, result: &FrontierView, date: NaiveDate, boxes: bool) -> LaidFoot {
    let mut facts = Vec::new();
    if result.criteria.len() > 1 {
        let shares: Vec<String> = result
            .criteria
            .iter()
            .map(|criterion| {
                format!(
                    "{} {}",
                    shortened(&clean(&criterion.name)),
                    figures::percent(criterion.share)
                )
            })
            .collect();
        facts.push(format!("Score from {}.", shares.join(", ")));
    }
    let warning = if !result.proven && result.now.is_some() {
        Some("The search was cut short: these figures can be reached, but are not proven to be the best.".to_owned())
    } else {
        result
            .problems
            .first()
            .map(|first| match result.problems.len() - 1 {
                0 => first.message.clone(),
                others => format!("{} And {others} more.", first.message),
            })
    };
    Foot {
        formula: &view.formula,
        rest: "The rest of it is in the workbook.",
        caveat: &view.caveat,
        warning,
        facts,
        given: "Names, scores and costs are as given by their owner.".to_owned(),
    }
    .lay_out(date, boxes)
}

/// What ranking would lose, in one sentence.
pub(super) fn ranking(now: &FrontierNow) -> Option<String> {
    let under = if now.forced.is_empty() {
        ""
    } else {
        ", with the same forced in"
    };
    let parts: Vec<String> = now
        .greedy
        .iter()
        .map(|greedy| {
            let by = match greedy.by {
                GreedyOrder::Value => "by score",
                GreedyOrder::Ratio => "by score for its cost",
            };
            let lost = figures::points(greedy.lost);
            match lost.as_str() {
                "0" => format!("{by} loses nothing"),
                "1" => format!("{by} loses 1 point"),
                _ => format!("{by} loses {lost} points"),
            }
        })
        .collect();
    (!parts.is_empty()).then(|| format!("Ranking instead{under}: {}.", parts.join("; ")))
}
