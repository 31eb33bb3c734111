use std::collections::BTreeMap;

use proptest::prelude::*;

use super::scene::{Area, Block, HEIGHT, Mark, SIDE, Scene, TOP, WIDTH};
use super::text::{Span, Style};
use super::*;
use crate::api::*;

/// With a folder in `PAGE_SAMPLES`, the pages are put there to be looked at.
fn keep(name: &str, file: &[u8]) {
    if let Some(folder) = std::env::var_os("PAGE_SAMPLES") {
        let _ = std::fs::write(std::path::Path::new(&folder).join(name), file);
    }
}

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}

fn card(tool: &str, title: &str) -> ToolCard {
    ToolCard {
        tool: tool.to_owned(),
        title: title.to_owned(),
        purpose: "What does it cost to force a project in?".to_owned(),
        module: 4,
        lesson: None,
        started: true,
        finding: None,
        updated_at: None,
        results: 0,
    }
}

fn tool_view(tool: &str, title: &str, result: ToolOutcome) -> ToolView {
    ToolView {
        card: card(tool, title),
        fields: BTreeMap::new(),
        formula: if tool == "t4" {
            vec![
                "Score V = Σ share × score.".to_owned(),
                "The frontier is the exact 0/1 optimum: the most value Σ V that any set with Σ cost ≤ budget reaches, with what projects depend on and exclude.".to_owned(),
                "Value lost = best with nothing forced − best with what is forced.".to_owned(),
            ]
        } else {
            vec![
                "Dimension = sum of its four answers / 16 × 100; index = mean of the five.".to_owned(),
                "Survive: index < 40 or any dimension < 25. Thrive: index ≥ 70 and all ≥ 50. Else stabilise.".to_owned(),
            ]
        },
        caveat: "Weights and thresholds are our own and unvalidated: they open a conversation, they do not close one.".to_owned(),
        result,
        kept: Vec::new(),
    }
}

const NAMES: [&str; 25] = [
    "Ledger replacement",
    "Outage prediction",
    "Field mobility, phase 2",
    "Lead-pipe replacement IT",
    "Cyber baseline",
    "Leakage analytics",
    "Developer portal",
    "Fleet telematics",
    "Asset data foundation",
    "HR self-service",
    "Supplier portal",
    "Customer billing renewal",
    "Control room upgrade",
    "Data centre exit",
    "Smart meters, wave 1",
    "Contract management",
    "Treasury workstation",
    "Laboratory information system",
    "Reservoir safety monitoring",
    "Capital planning tool",
    "Identity and access",
    "Energy optimisation",
    "Works order redesign",
    "Document archive",
    "Incident command room",
];

/// The best value and its set (as bits) at every budget up to this one, one project forced or not.
fn knapsack(
    items: &[(usize, i64, f64)],
    most: i64,
    forced: Option<usize>,
) -> Vec<Option<(f64, u128)>> {
    let most = usize::try_from(most).unwrap_or(0);
    let mut best: Vec<Option<(f64, u128)>> = vec![Some((0.0, 0)); most + 1];
    for (number, cost, value) in items {
        let cost = usize::try_from(*cost).unwrap_or(0);
        for at in (0..=most).rev() {
            let with = (at >= cost)
                .then(|| best[at - cost])
                .flatten()
                .map(|(sum, set)| (sum + value, set | 1 << number));
            let without = best[at].filter(|_| forced != Some(*number));
            best[at] = match (with, without) {
                (Some(with), Some(without)) if with.0 <= without.0 => Some(without),
                (None, other) | (other, _) => other,
            };
            if with.is_none() {
                best[at] = without;
            }
        }
    }
    best
}

/// A true frontier of so many projects at this budget (in tenths), the first forced or not.
fn frontier_of(names: &[String], budget: i64, force: bool) -> ToolView {
    let mut seed = 7u64;
    let mut next = |most: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let items: Vec<(usize, i64, f64)> = (0..names.len())
        .map(|at| match at {
            0 => (0, 52, 52.0),
            _ => (
                at,
                i64::try_from(10 + next(40)).unwrap_or(10),
                (25 + next(65)) as f64,
            ),
        })
        .collect();
    let projects: Vec<ProjectView> = items
        .iter()
        .map(|(at, cost, value)| ProjectView {
            id: format!("p{at}"),
            name: names[*at].clone(),
            cost: Some(*cost as f64 / 10.0),
            scores: BTreeMap::new(),
            value: Some(*value),
            forced: force && *at == 0,
            depends: Vec::new(),
            excludes: Vec::new(),
        })
        .collect();
    let total: i64 = items.iter().map(|item| item.1).sum();
    let top = (total * 6 / 10).max(budget + 20);
    let forced = force.then_some(0);
    let free_at = knapsack(&items, top, None);
    let forced_at = knapsack(&items, top, forced);
    let at = |curve: &[Option<(f64, u128)>], budget: i64| {
        let budget = usize::try_from(budget).ok()?;
        curve.get(budget).copied().flatten()
    };
    let curve = |values: &[Option<(f64, u128)>]| {
        let mut points: Vec<CurvePoint> = Vec::new();
        for budget in 10..=top {
            if let Some((value, _)) = at(values, budget)
                && points.last().is_none_or(|last| value > last.value)
            {
                points.push(CurvePoint {
                    budget: budget as f64 / 10.0,
                    value,
                });
            }
        }
        points
    };
    let set = |(value, bits): (f64, u128)| {
        let chosen = || items.iter().filter(move |item| bits >> item.0 & 1 == 1);
        Selection {
            cost: chosen().map(|item| item.1 as f64 / 10.0).sum(),
            projects: chosen().map(|item| format!("p{}", item.0)).collect(),
            value,
        }
    };
    let best = set(at(&free_at, budget).unwrap_or_default());
    let yours = at(&forced_at, budget).map(set);
    let lost = yours.as_ref().map_or(0.0, |yours| best.value - yours.value);
    let standing = items
        .iter()
        .map(|(at, cost, _)| {
            let id = format!("p{at}");
            let inside = yours
                .as_ref()
                .is_some_and(|yours| yours.projects.contains(&id));
            let state = match (inside, best.projects.contains(&id)) {
                _ if force && *at == 0 => ProjectStanding::Forced,
                (true, _) => ProjectStanding::In,
                (false, true) => ProjectStanding::Displaced,
                _ if *cost > budget => ProjectStanding::OverBudget,
                _ => ProjectStanding::Beyond,
            };
            (id, state)
        })
        .collect();
    let share = if best.value > 0.0 {
        lost / best.value
    } else {
        0.0
    };
    let name = names.first().cloned().unwrap_or_default();
    let (finding, sentence) = match (&yours, force) {
        (None, _) => (
            FrontierFinding::Unaffordable {
                over: 5.2 - budget as f64 / 10.0,
            },
            format!(
                "{name} costs more than the whole budget, by €{:.1}m.",
                5.2 - budget as f64 / 10.0
            ),
        ),
        (Some(_), true) => (
            FrontierFinding::Costs {
                projects: vec![name.clone()],
                lost,
                share,
            },
            format!(
                "Forcing {name} costs this portfolio {lost} points, {:.0}% of what €{:.1}m could do.",
                share * 100.0,
                budget as f64 / 10.0
            ),
        ),
        (Some(_), false) => (
            FrontierFinding::Ranking {
                lost: 21.0,
                share: 0.04,
            },
            "Ranking by score would cost this portfolio 21 points, 4% of what the budget could do."
                .to_owned(),
        ),
    };
    let losses = if force {
        [-40, -20, 0, 20, 40]
            .map(|by| budget + by)
            .map(|budget| LossAt {
                budget: budget as f64 / 10.0,
                lost: at(&forced_at, budget)
                    .and_then(|yours| Some(at(&free_at, budget)?.0 - yours.0)),
            })
            .to_vec()
    } else {
        Vec::new()
    };
    let now = FrontierNow {
        budget: budget as f64 / 10.0,
        finding,
        sentence,
        best: best.clone(),
        yours,
        lost,
        standing,
        forced: if force {
            vec![ForcedLoss {
                project: "p0".to_owned(),
                lost,
            }]
        } else {
            Vec::new()
        },
        greedy: vec![
            GreedyLoss {
                by: GreedyOrder::Value,
                chosen: best.clone(),
                lost: 34.0,
            },
            GreedyLoss {
                by: GreedyOrder::Ratio,
                chosen: best,
                lost: 12.0,
            },
        ],
    };
    let view = FrontierView {
        unit: "€m".to_owned(),
        step: 0.1,
        least: (budget as f64 / 10.0 - 8.0).max(1.0),
        greatest: budget as f64 / 10.0 + 8.0,
        criteria: vec![
            Criterion {
                id: "a".to_owned(),
                name: "Strategic fit".to_owned(),
                weight: 3.0,
                share: 0.5,
            },
            Criterion {
                id: "b".to_owned(),
                name: "Benefit".to_owned(),
                weight: 2.0,
                share: 0.33,
            },
            Criterion {
                id: "c".to_owned(),
                name: "Ease".to_owned(),
                weight: 1.0,
                share: 0.17,
            },
        ],
        projects,
        problems: Vec::new(),
        best: curve(&free_at),
        yours: if force { curve(&forced_at) } else { Vec::new() },
        losses,
        now: Some(now),
        proven: true,
    };
    tool_view("t4", "Portfolio frontier", ToolOutcome::T4(Box::new(view)))
}

fn named(count: usize) -> Vec<String> {
    (0..count)
        .map(|at| match at / NAMES.len() {
            0 => NAMES[at % NAMES.len()].to_owned(),
            more => format!("{}, part {}", NAMES[at % NAMES.len()], more + 1),
        })
        .collect()
}

fn hostile_names() -> Vec<String> {
    let zalgo: String = "Z̷̧a͙l̵g̶o"
        .chars()
        .flat_map(|c| std::iter::once(c).chain(std::iter::repeat_n('\u{0315}', 40)))
        .collect();
    let mut names = vec![
        "A very long name that goes on and on, because nobody stopped the person who wrote it, and then some more words so that it has about two hundred characters in all, which is what the brief asks for here".to_owned(),
        "👩‍👩‍👧‍👦 Family 🚀 launch 🇬🇧".to_owned(),
        "基幹システム刷新プロジェクト".to_owned(),
        "مشروع استبدال دفتر الأستاذ".to_owned(),
        "החלפת ספר החשבונות".to_owned(),
        zalgo,
        "\u{202e}reversed\u{202c} <script>alert(1)</script>".to_owned(),
        "tab\tand\nnew line\r\nand \0 nul \u{7f} \u{85}".to_owned(),
        "W".repeat(200),
        "ﷺ".repeat(30),
        String::new(),
        "   ".to_owned(),
        "\u{feff}\u{200b}\u{200d}".to_owned(),
        "Ελληνικά, Кириллица, Tiếng Việt, Łódź, İstanbul".to_owned(),
        "\u{e000}\u{f8ff} private, \u{fffe} none".to_owned(),
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 Ω≈ç√∫˜µ≤≥÷ fi fl ffi".to_owned(),
        "%s %n {0} \\ \" ' ` $HOME ${x} ; DROP TABLE".to_owned(),
        "\u{0301}\u{0301} accent first".to_owned(),
        "ไทย हिन्दी বাংলা 한국어".to_owned(),
    ];
    names.extend(named(6));
    names
}

fn survive_thrive(scores: [Option<f64>; 5]) -> ToolView {
    let names = ["Mandate", "Evidence", "Capacity", "Influence", "Foresight"];
    let all: Option<Vec<f64>> = scores.iter().copied().collect();
    let index = all.map(|all| all.iter().sum::<f64>() / 5.0);
    let result = SurviveThriveView {
        statements: (0..20)
            .map(|at| Statement {
                id: format!("s-{at}"),
                dimension: names[at / 4].to_lowercase(),
                text: "Statement.".to_owned(),
                answer: Some(2),
            })
            .collect(),
        scale: Vec::new(),
        dimensions: names
            .iter()
            .zip(scores)
            .map(|(name, score)| Dimension {
                id: name.to_lowercase(),
                name: (*name).to_owned(),
                about: String::new(),
                score,
            })
            .collect(),
        answered: if index.is_some() { 20 } else { 12 },
        index,
        band: index.map(|_| Band::Stabilise),
        reason: index
            .map(|_| "The index is between 40 and 70, and no dimension is below 25.".to_owned()),
        lessons: vec![
            PriorityLesson {
                course: "c".to_owned(),
                lesson: "l".to_owned(),
                number: "1.2".to_owned(),
                title: "Evidence and myths".to_owned(),
                reason: "Evidence is your lowest dimension, at 31.".to_owned(),
            },
            PriorityLesson {
                course: "c".to_owned(),
                lesson: "m".to_owned(),
                number: "8.1".to_owned(),
                title: "Who counts".to_owned(),
                reason: "Influence is next, at 38, and has fallen since you last looked."
                    .to_owned(),
            },
        ],
    };
    let mut view = tool_view("t1", "Survive–thrive", ToolOutcome::T1(result));
    let figure = |name: &str, value: f64| ToolFigure {
        name: name.to_owned(),
        label: name.to_owned(),
        value,
        unit: String::new(),
    };
    view.kept = vec![ToolKept {
        id: "k".to_owned(),
        at: "2026-05-04T09:00:00Z".to_owned(),
        label: "Before the reorganisation".to_owned(),
        summary: ToolSummary {
            finding: String::new(),
            figures: vec![
                figure("mandate", 50.0),
                figure("evidence", 25.0),
                figure("capacity", 62.5),
                figure("influence", 50.0),
                figure("foresight", 43.75),
                figure("index", 46.25),
            ],
        },
    }];
    view
}

fn empty() -> ToolView {
    let mut view = frontier_of(&named(3), 60, false);
    if let ToolOutcome::T4(result) = &mut view.result {
        result.projects.clear();
        result.best.clear();
        result.now = None;
    }
    view
}

fn samples() -> Vec<(&'static str, ToolView)> {
    let mut missing = frontier_of(&named(5), 80, false);
    if let ToolOutcome::T4(result) = &mut missing.result {
        result.proven = false;
        result.problems.push(FrontierProblem {
            project: None,
            field: "projects".to_owned(),
            message: "“Document archive” has no cost.".to_owned(),
        });
    }
    vec![
        ("t4-14", frontier_of(&named(14), 180, true)),
        ("t4-25", frontier_of(&named(25), 180, true)),
        ("t4-40", frontier_of(&named(40), 260, true)),
        ("t4-120", frontier_of(&named(120), 300, true)),
        ("t4-free", frontier_of(&named(12), 180, false)),
        ("t4-unproven", missing),
        ("t4-unaffordable", frontier_of(&named(12), 45, true)),
        ("t4-empty", empty()),
        ("t4-hostile", frontier_of(&hostile_names(), 180, true)),
        (
            "t1",
            survive_thrive([
                Some(68.75),
                Some(31.25),
                Some(62.5),
                Some(37.5),
                Some(56.25),
            ]),
        ),
        (
            "t1-partial",
            survive_thrive([Some(68.75), None, Some(62.5), None, None]),
        ),
        (
            "t1-ends",
            survive_thrive([Some(0.0), Some(100.0), Some(0.0), Some(100.0), Some(0.0)]),
        ),
    ]
}

/// Everything lies within the margins, and no text lies on other text.
pub(super) fn faults(scene: &Scene) -> Vec<String> {
    let bounds = Area::new(SIDE, TOP, WIDTH - SIDE, HEIGHT - TOP);
    let mut texts: Vec<(Area, String)> = Vec::new();
    let mut faults = Vec::new();
    for mark in scene.marks() {
        let area = mark.area();
        if !bounds.holds(area) {
            faults.push(format!("outside: {area:?} {mark:?}"));
        }
        if let Mark::Text { line, .. } = mark {
            if line.width <= 0.0 {
                continue;
            }
            for (other, text) in &texts {
                if other.meets(area) {
                    faults.push(format!(
                        "{text:?} lies on {:?}: {other:?} {area:?}",
                        line.text()
                    ));
                }
            }
            texts.push((area, line.text()));
        }
    }
    faults
}

#[test]
fn text_lies_within_the_margins_and_never_on_other_text() {
    for (name, view) in samples() {
        assert_eq!(
            faults(&scene(&view, date())),
            Vec::<String>::new(),
            "{name}"
        );
    }
}

#[test]
fn every_sample_becomes_a_tagged_pdf_with_its_fonts() {
    for (name, view) in samples() {
        let file = pdf(&view, date()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        keep(&format!("{name}.pdf"), &file);
        let has = |text: &[u8]| file.windows(text.len()).any(|part| part == text);
        assert!(file.starts_with(b"%PDF-1.7"), "{name}");
        assert!(file.trim_ascii_end().ends_with(b"%%EOF"), "{name}");
        for wanted in [
            &b"/StructTreeRoot"[..],
            b"/MarkInfo",
            b"(en-GB)",
            b"pdfuaid:part",
            b"pdfaid:part",
            b"/FontFile",
            b"/H1",
            b"Literata",
            b"Inter",
        ] {
            assert!(
                has(wanted),
                "{name} lacks {}",
                String::from_utf8_lossy(wanted)
            );
        }
        assert!(file.len() < 200_000, "{name} has {} bytes", file.len());
    }
}

#[test]
fn a_picture_has_its_size_and_ink_where_it_should_be() {
    // Without optimisation a picture takes seconds: not all of them unless somebody wants to look.
    let few = ["t4-25", "t4-empty", "t4-hostile", "t1"];
    let all = std::env::var_os("PAGE_SAMPLES").is_some();
    let chosen = samples()
        .into_iter()
        .filter(|(name, _)| all || few.contains(name));
    for (name, view) in chosen {
        let file = png(&view, date()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        keep(&format!("{name}.png"), &file);
        let picture =
            tiny_skia::Pixmap::decode_png(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            (picture.width(), picture.height()),
            write_png::PIXELS,
            "{name}"
        );
        let ink = |left: u32, top: u32, right: u32, bottom: u32| {
            (top..bottom)
                .flat_map(|y| (left..right).map(move |x| (x, y)))
                .filter_map(|(x, y)| picture.pixel(x, y))
                .filter(|pixel| pixel.red() < 200)
                .count()
        };
        assert!(ink(100, 80, 800, 160) > 1_000, "{name}: title");
        assert!(ink(100, 1400, 2140, 1510) > 2_000, "{name}: foot");
        // The margins are white.
        assert_eq!(
            ink(0, 0, 2246, 78) + ink(0, 0, 104, 1588) + ink(2142, 0, 2246, 1588),
            0,
            "{name}"
        );
        if name != "t4-empty" {
            assert!(ink(104, 380, 1000, 1200) > 3_000, "{name}: table");
            assert!(ink(1300, 380, 2140, 1200) > 2_000, "{name}: chart");
        }
    }
}

#[test]
fn the_same_view_gives_the_same_bytes() {
    let view = frontier_of(&hostile_names(), 180, true);
    assert!(pdf(&view, date()).ok() == pdf(&view.clone(), date()).ok());
    assert!(png(&view, date()).ok() == png(&view.clone(), date()).ok());
}

fn said(view: &ToolView) -> String {
    let scene = scene(view, date());
    let texts: Vec<String> = scene
        .marks()
        .filter_map(|mark| match mark {
            Mark::Text { line, .. } => Some(line.text()),
            _ => None,
        })
        .collect();
    texts.join("\n")
}

/// How many projects the table of a page shows.
fn rows_of(view: &ToolView) -> usize {
    let rows = scene(view, date())
        .blocks
        .into_iter()
        .find_map(|block| match block {
            Block::Table { rows, .. } => Some(rows),
            _ => None,
        });
    let rows = rows.unwrap_or_default();
    // The total is a row too.
    rows.iter()
        .filter(|row| row[0].kind == scene::CellKind::Row)
        .count()
        - 1
}

#[test]
fn every_project_is_shown_or_counted() {
    for count in [14, 25, 40] {
        let view = frontier_of(&named(count), 260, true);
        assert_eq!(rows_of(&view), count);
        assert!(!said(&view).contains("not shown"));
    }
    let view = frontier_of(&named(120), 300, true);
    let words = format!("and {} more, not shown", 120 - rows_of(&view));
    assert!(said(&view).contains(&words), "{words}");
}

#[test]
fn a_page_says_when_there_is_nothing_and_when_the_forced_do_not_fit() {
    assert!(
        said(&empty()).contains("No projects are filled in yet, so there is no frontier to show.")
    );
    let text = said(&frontier_of(&named(12), 45, true));
    assert!(text.contains("Best set with nothing forced"), "{text}");
    assert!(text.contains("Forced in"), "{text}");
    assert!(!text.contains("Yours,"), "{text}");
}

#[test]
fn the_forced_project_and_its_price_stand_out_in_the_sentence() {
    let scene = scene(&frontier_of(&named(14), 180, true), date());
    let strong: Vec<String> = scene
        .marks()
        .filter_map(|mark| match mark {
            Mark::Text { line, .. } if line.size > 16.0 && line.size < 20.0 => Some(line),
            _ => None,
        })
        .flat_map(|line| line.runs.iter())
        .filter(|run| run.style.colour == super::scene::PEN)
        .map(|run| run.text.clone())
        .collect();
    assert_eq!(
        strong.first().map(String::as_str),
        Some("Ledger replacement")
    );
    assert!(
        strong.get(1).is_some_and(|words| words.ends_with("points")),
        "{strong:?}"
    );
}

#[test]
fn figures_have_words_and_tables_have_even_rows() {
    for (name, view) in samples() {
        for block in &scene(&view, date()).blocks {
            match block {
                Block::Figure { alt, .. } => assert!(alt.len() > 40, "{name}: {alt}"),
                Block::Table { rows, .. } => {
                    let width =
                        |row: &Vec<scene::Cell>| row.iter().map(|cell| cell.span).sum::<u32>();
                    assert!(
                        rows.iter().all(|row| width(row) == width(&rows[0])),
                        "{name}"
                    );
                }
                _ => {}
            }
        }
    }
}

#[test]
fn numbers_are_written_for_people() {
    use figures::{number, percent, points, sum};
    assert_eq!(number(1_234_567.0, 0), "1,234,567");
    assert_eq!(number(-0.04, 1), "0.0");
    assert_eq!(number(-1.5, 1), "−1.5");
    assert_eq!(number(f64::NAN, 1), "–");
    assert_eq!(number(1e300, 2), "1.00e300");
    assert_eq!(points(79.0), "79");
    assert_eq!(points(79.04), "79");
    assert_eq!(points(79.26), "79.3");
    assert_eq!(sum(18.0, "€m", 1), "€18.0m");
    assert_eq!(sum(-2.0, "£k", 0), "−£2k");
    assert_eq!(sum(18.0, "days", 0), "18\u{a0}days");
    assert_eq!(sum(18.0, "", 0), "18");
    assert_eq!(percent(0.139), "14%");
}

#[test]
fn ticks_are_round_and_within() {
    let ticks = figures::ticks(10.0, 26.0, 8, false);
    assert_eq!(
        ticks.at,
        [10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0]
    );
    assert_eq!(
        figures::ticks(260.0, 690.0, 5, true).at,
        [200.0, 300.0, 400.0, 500.0, 600.0, 700.0]
    );
    assert_eq!(figures::ticks(0.0, 0.3, 3, false).at.len(), 4);
    assert_eq!(figures::ticks(5.0, 5.0, 3, true).at, [5.0]);
}

#[test]
fn lines_are_broken_at_spaces_and_cut_with_an_ellipsis() {
    let style = Style::new(font::Face::Sans, 10.0, scene::INK);
    let spans = [Span::new(
        "one two three four five six seven eight nine ten",
        style,
    )];
    let lines = text::wrap(&spans, 60.0, 10);
    assert!(lines.len() > 3 && lines.iter().all(|line| line.width <= 60.0));
    let whole: String = lines.iter().map(text::Line::text).collect();
    assert_eq!(whole, "one two three four five six seven eight nine ten");
    let lines = text::wrap(&spans, 60.0, 2);
    assert_eq!(lines.len(), 2);
    assert!(lines[1].text().ends_with('…') && lines[1].width <= 60.0);
    let long = text::wrap(&[Span::new(&"W".repeat(60), style)], 60.0, 20);
    assert!(long.len() > 5 && long.iter().all(|line| line.width <= 60.0));
}

#[test]
fn a_character_that_no_font_has_is_a_box_and_is_still_said() {
    let line = text::line("A 基 b", Style::new(font::Face::Serif, 10.0, scene::INK));
    assert_eq!(line.text(), "A 基 b");
    assert!(line.has_boxes());
    // A sign that only the other family has is no box.
    assert!(!text::line("✓", Style::new(font::Face::Serif, 10.0, scene::INK)).has_boxes());
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..100.0f64,
        1 => Just(0.0),
        1 => -1e3..1e9f64,
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(1e300), Just(-1e300), Just(f64::MIN_POSITIVE)],
    ]
}

fn curve() -> impl Strategy<Value = Vec<CurvePoint>> {
    prop::collection::vec((number(), number()), 0..30).prop_map(|points| {
        points
            .into_iter()
            .map(|(budget, value)| CurvePoint { budget, value })
            .collect()
    })
}

prop_compose! {
    fn any_frontier()(
        names in prop::collection::vec(prop_oneof!["[A-Za-z ]{0,30}", "\\PC{0,200}"], 0..60),
        numbers in prop::collection::vec((number(), number(), 0u8..8, any::<bool>()), 60),
        (least, greatest, budget, step) in (number(), number(), number(), number()),
        (best, yours) in (curve(), curve()),
        losses in prop::collection::vec((number(), prop::option::of(number())), 0..6),
        unit in prop_oneof![Just("€m".to_owned()), "\\PC{0,40}"],
        sentence in prop_oneof![Just("Plain.".to_owned()), "\\PC{0,600}"],
        (value, other, lost, has_yours) in (number(), number(), number(), any::<bool>()),
    ) -> ToolView {
        let mut view = frontier_of(&named(3), 80, true);
        if let ToolOutcome::T4(result) = &mut view.result {
            let mut standing = BTreeMap::new();
            let mut projects = Vec::new();
            for (at, (name, (cost, value, state, forced))) in names.iter().zip(&numbers).enumerate() {
                let id = format!("p{at}");
                let state = match state {
                    0 => ProjectStanding::In,
                    1 => ProjectStanding::Forced,
                    2 => ProjectStanding::Displaced,
                    3 => ProjectStanding::Beyond,
                    4 => ProjectStanding::OverBudget,
                    _ => ProjectStanding::Faulty,
                };
                standing.insert(id.clone(), state);
                projects.push(ProjectView {
                    id, name: name.clone(), cost: Some(*cost), scores: BTreeMap::new(),
                    value: Some(*value), forced: *forced, depends: vec![], excludes: vec![],
                });
            }
            let set = |value: f64, cost: f64| Selection {
                projects: standing.keys().take(5).cloned().collect(), value, cost,
            };
            result.now = Some(FrontierNow {
                budget,
                finding: FrontierFinding::Costs { projects: names.iter().take(2).cloned().collect(), lost, share: 0.1 },
                sentence,
                best: set(value, other),
                yours: has_yours.then(|| set(other, value)),
                lost,
                standing: standing.clone(),
                forced: vec![],
                greedy: vec![GreedyLoss { by: GreedyOrder::Value, chosen: set(value, other), lost }],
            });
            *result.as_mut() = FrontierView {
                unit, step, least, greatest, projects, best, yours,
                losses: losses.into_iter().map(|(budget, lost)| LossAt { budget, lost }).collect(),
                ..(**result).clone()
            };
        }
        view
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_frontier_stays_within_its_page(view in any_frontier()) {
        let scene = scene(&view, date());
        prop_assert_eq!(faults(&scene), Vec::<String>::new());
        prop_assert!(pdf(&view, date()).is_ok(), "{:?}", pdf(&view, date()));
    }

    #[test]
    fn any_survive_thrive_stays_within_its_page(
        scores in prop::array::uniform5(prop::option::of(number())),
        reason in "\\PC{0,300}",
        name in "\\PC{0,80}",
    ) {
        let mut view = survive_thrive(scores);
        view.kept[0].label.clone_from(&name);
        if let ToolOutcome::T1(result) = &mut view.result {
            result.reason = Some(reason);
            result.dimensions[2].name.clone_from(&name);
            result.lessons[0].title = name;
        }
        prop_assert_eq!(faults(&scene(&view, date())), Vec::<String>::new());
        prop_assert!(pdf(&view, date()).is_ok());
    }
}
