//! Pages of tools of tables: whatever the parts, nothing leaves the page or covers other words.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::super::scene::Block;
use super::super::tests::faults;
use super::super::{pages, pdf, png, scene};
use crate::api::{
    Bar, BarsPart, FiguresPart, GridAxis, GridPart, GridPoint, HeatCell, HeatPart, HeatRow,
    MapLink, MapNode, MapPart, PartCell, PartColumn, PartRow, RadarPart, SheetPart, SheetView,
    ShownFigure, Spoke, TablePart, TextPart, Tone, ToolOutcome, ToolView,
};
use crate::testing::bench;
use crate::tool::{SHEETS, fill_example, open};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn example(tool: &str) -> ToolView {
    let bench = bench();
    let fill = |write: &mut crate::app::Write<'_>| fill_example(write, tool);
    bench.app.write(fill).expect("fills");
    bench.app.read(|db| open(db, tool)).expect("opens")
}

#[test]
fn every_example_becomes_a_page() {
    for spec in SHEETS {
        let view = example(spec.name);
        let found = faults(&scene(&view, day()));
        assert!(found.is_empty(), "{}: {found:#?}", spec.name);
        assert!(pdf(&view, day()).expect("a PDF").starts_with(b"%PDF"));
        assert!(png(&view, day()).expect("a picture").len() > 10_000);
        assert_eq!(
            pdf(&view, day()).expect("a PDF"),
            pdf(&view, day()).expect("a PDF"),
            "{}: the same view gives the same bytes",
            spec.name
        );
    }
}

#[test]
fn every_part_is_on_the_page_or_named_at_its_foot() {
    for spec in SHEETS {
        let view = example(spec.name);
        let ToolOutcome::Sheet(result) = &view.result else {
            panic!("a sheet");
        };
        let said: Vec<String> = scene(&view, day())
            .marks()
            .filter_map(|mark| match mark {
                super::Mark::Text { line, .. } => Some(line.text()),
                _ => None,
            })
            .collect();
        let said = said.join(" ");
        for part in &result.parts {
            let (title, _) = crate::tool::export::parts::head(part);
            let start: String = title.chars().take(12).collect();
            assert!(
                said.contains(&start),
                "{}: {title} is not in {said}",
                spec.name
            );
        }
    }
}

/// What a page says, line by line.
fn said(scene: &super::Scene) -> Vec<String> {
    scene
        .marks()
        .filter_map(|mark| match mark {
            super::Mark::Text { line, .. } => Some(line.text().trim().to_owned()),
            _ => None,
        })
        .collect()
}

fn all_said(view: &ToolView) -> String {
    let lines: Vec<String> = pages(view, day()).iter().flat_map(said).collect();
    lines.join(" ")
}

/// A tool with its example, and every row under this name.
fn named(tool: &str, name: impl Fn(usize) -> String) -> ToolView {
    let bench = bench();
    let fill = |write: &mut crate::app::Write<'_>| fill_example(write, tool);
    let mut set = bench.app.write(fill).expect("fills").0.fields;
    let rows = set
        .iter_mut()
        .filter(|(field, _)| field.starts_with("row:"));
    for (at, (_, row)) in rows.enumerate() {
        row["name"] = serde_json::json!(name(at));
    }
    let input = crate::api::ToolSave {
        tool: tool.to_owned(),
        set,
    };
    let save = |write: &mut crate::app::Write<'_>| crate::tool::save(write, &input);
    bench.app.write(save).expect("saves").0
}

#[test]
fn the_pdf_holds_every_part_and_the_whole_of_formula_and_caveat() {
    for spec in SHEETS {
        let view = example(spec.name);
        let ToolOutcome::Sheet(result) = &view.result else {
            panic!("a sheet");
        };
        let scenes = pages(&view, day());
        assert!(scenes.len() <= 3, "{}: {} pages", spec.name, scenes.len());
        for scene in &scenes {
            assert_eq!(faults(scene), Vec::<String>::new(), "{}", spec.name);
        }
        let headings: Vec<String> = scenes
            .iter()
            .flat_map(|scene| &scene.blocks)
            .filter(|block| matches!(block, Block::Heading { level: 2, .. }))
            .flat_map(Block::marks)
            .filter_map(|mark| match mark {
                super::Mark::Text { line, .. } => Some(line.text()),
                _ => None,
            })
            .collect();
        for part in &result.parts {
            let (title, _) = crate::tool::export::parts::head(part);
            assert!(
                headings.contains(&title.to_owned()),
                "{}: {title}",
                spec.name
            );
        }
        let text = all_said(&view);
        for paragraph in view.formula.iter().chain([&view.caveat]) {
            assert!(
                text.contains(paragraph.as_str()),
                "{}: {paragraph}",
                spec.name
            );
        }
    }
}

#[test]
fn a_picture_has_the_whole_caveat_and_whole_sentences_of_the_formula() {
    for spec in SHEETS {
        let view = example(spec.name);
        let lines = said(&scene(&view, day()));
        assert!(lines.join(" ").contains(&view.caveat), "{}", spec.name);
        let cut: Vec<&String> = lines
            .iter()
            .rev()
            .take(9)
            .filter(|line| line.ends_with('…'))
            .collect();
        assert_eq!(cut, Vec::<&String>::new(), "{}", spec.name);
    }
}

#[test]
fn numbers_and_days_stay_on_one_line() {
    for (tool, wanted) in [
        ("t3", "0.02"),
        ("t3", "Share of spending"),
        ("t8", "24 November 2026"),
        ("t9", "30 November 2026"),
    ] {
        let text = pages(&example(tool), day());
        let lines: Vec<String> = text.iter().flat_map(said).collect();
        let is_heading = wanted.starts_with('S');
        let whole = if is_heading {
            // Headings break between words, and only there.
            wanted
                .split(' ')
                .all(|word| lines.iter().any(|line| line.split(' ').any(|w| w == word)))
        } else {
            lines.iter().any(|line| line == wanted)
        };
        assert!(whole, "{tool}: {wanted} is not in {lines:#?}");
    }
}

#[test]
fn a_long_name_does_not_take_the_conclusion_off_the_page() {
    let long = |at: usize| {
        format!(
            "Consolidation of the supplier master data across {} entities",
            "x".repeat(120 + at)
        )
    };
    let view = named("t2", long);
    let text = said(&scene(&view, day())).join(" ");
    assert!(
        text.contains("of the gap, and 1 service could stop."),
        "{text}"
    );
}

#[test]
fn a_private_page_says_so() {
    let is_said = |tool: &str| {
        said(&scene(&example(tool), day()))
            .join(" ")
            .contains("Private, for its owner alone.")
    };
    assert!(is_said("t8"));
    assert!(!is_said("t2"));
}

#[test]
fn words_that_stand_for_a_chart_are_not_longer_than_a_pdf_allows() {
    let mut view = example("t6");
    let ToolOutcome::Sheet(result) = &mut view.result else {
        panic!("a sheet");
    };
    let map = result.parts.iter_mut().find_map(|part| match part {
        SheetPart::Map(map) => Some(map),
        _ => None,
    });
    let map = map.expect("a map");
    let link = map.links[0].clone();
    map.nodes[0].label = "Long ".repeat(40);
    map.links = vec![link; 400];
    assert!(pdf(&view, day()).expect("a PDF").starts_with(b"%PDF"));
}

#[test]
fn what_is_not_on_the_page_is_named_by_whole_titles() {
    let titles: Vec<String> = (0..20)
        .map(|at| format!("A part of the number {at}"))
        .collect();
    let lines = super::elsewhere("On page 2:", &titles);
    assert_eq!(lines.len(), 1);
    assert!(
        lines[0].ends_with(" more.") && !lines[0].contains('…'),
        "{lines:?}"
    );
    assert_eq!(super::elsewhere("On page 2:", &[]), Vec::<String>::new());
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z ]{0,30}",
        1 => any::<String>(),
        1 => Just("W".repeat(300)),
        1 => Just("مرحبا שלום 你好".to_owned()),
    ]
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![-1e3..1e3, Just(0.0), -1e9..1e9]
}

fn tone() -> impl Strategy<Value = Tone> {
    prop_oneof![
        Just(Tone::Plain),
        Just(Tone::Strong),
        Just(Tone::Caution),
        Just(Tone::Weak)
    ]
}

fn figures() -> impl Strategy<Value = SheetPart> {
    let figure = (words(), words(), tone()).prop_map(|(label, text, tone)| ShownFigure {
        label,
        text,
        tone,
    });
    (words(), words(), prop::collection::vec(figure, 0..9)).prop_map(
        |(title, sentence, figures)| {
            SheetPart::Figures(FiguresPart {
                title,
                sentence,
                figures,
            })
        },
    )
}

fn radar() -> impl Strategy<Value = SheetPart> {
    let spoke = (
        words(),
        prop::collection::vec(prop::option::of(number()), 2),
    )
        .prop_map(|(label, values)| Spoke { label, values });
    (
        words(),
        words(),
        words(),
        0.0..10.0,
        prop::collection::vec(spoke, 0..14),
    )
        .prop_map(|(title, sentence, series, most, spokes)| {
            let series = vec![series.clone(), series];
            SheetPart::Radar(RadarPart {
                title,
                sentence,
                most,
                series,
                spokes,
            })
        })
}

fn heat() -> impl Strategy<Value = SheetPart> {
    let cell = (words(), 0..9_u8, any::<bool>()).prop_map(|(text, level, over)| HeatCell {
        text,
        level,
        over,
        note: String::new(),
    });
    let row = (words(), prop::collection::vec(cell, 0..20))
        .prop_map(|(label, cells)| HeatRow { label, cells });
    (
        words(),
        words(),
        prop::collection::vec(words(), 0..20),
        prop::collection::vec(row, 0..40),
    )
        .prop_map(|(title, sentence, columns, rows)| {
            SheetPart::Heat(HeatPart {
                title,
                sentence,
                corner: String::new(),
                columns,
                rows,
                legend: Vec::new(),
            })
        })
}

fn grid() -> impl Strategy<Value = SheetPart> {
    let point = (words(), number(), number(), tone()).prop_map(|(label, x, y, tone)| GridPoint {
        label,
        x,
        y,
        tone,
        note: String::new(),
    });
    let axis = || {
        (words(), number(), 0.0..50.0).prop_map(|(label, least, span)| GridAxis {
            label,
            least,
            most: least + span,
            parting: Some(least + span / 2.0),
        })
    };
    (
        words(),
        words(),
        axis(),
        axis(),
        prop::collection::vec(point, 0..40),
    )
        .prop_map(|(title, sentence, x, y, points)| {
            SheetPart::Grid(GridPart {
                title,
                sentence,
                x,
                y,
                points,
            })
        })
}

fn bars() -> impl Strategy<Value = SheetPart> {
    let bar = (words(), number(), words(), tone()).prop_map(|(label, value, text, tone)| Bar {
        label,
        value,
        text: text.chars().take(14).collect(),
        tone,
    });
    (words(), words(), prop::collection::vec(bar, 0..60)).prop_map(|(title, sentence, bars)| {
        SheetPart::Bars(BarsPart {
            title,
            sentence,
            corner: String::new(),
            measure: "M".to_owned(),
            bars,
        })
    })
}

fn map() -> impl Strategy<Value = SheetPart> {
    let node = (0..3_u32, words(), words(), tone());
    (words(), words(), prop::collection::vec(node, 0..30)).prop_map(|(title, sentence, nodes)| {
        let nodes: Vec<MapNode> = nodes
            .into_iter()
            .enumerate()
            .map(|(at, (column, label, detail, tone))| MapNode {
                id: at.to_string(),
                column,
                label,
                detail,
                tone,
            })
            .collect();
        let links = nodes.windows(2).map(|two| MapLink {
            from: two[0].id.clone(),
            to: two[1].id.clone(),
            label: String::new(),
            weight: 0.4,
        });
        SheetPart::Map(MapPart {
            title,
            sentence,
            columns: vec!["One".to_owned(), "Two".to_owned(), "Three".to_owned()],
            links: links.collect(),
            nodes,
        })
    })
}

fn table() -> impl Strategy<Value = SheetPart> {
    (
        words(),
        words(),
        1..9_usize,
        0..50_usize,
        words(),
        number(),
        tone(),
    )
        .prop_map(|(title, sentence, across, down, text, value, tone)| {
            let columns = (0..across).map(|at| PartColumn {
                label: format!("Column {at}"),
                numeric: at % 2 == 1,
            });
            let cells = (0..across).map(|at| match at % 2 {
                0 => PartCell {
                    text: text.clone(),
                    number: None,
                },
                _ => crate::tool::sheet::part::cell(value, 1),
            });
            let row = PartRow {
                cells: cells.collect(),
                tone,
            };
            SheetPart::Table(TablePart {
                title,
                sentence,
                columns: columns.collect(),
                rows: vec![row; down],
                none: "Nothing.".to_owned(),
            })
        })
}

fn text() -> impl Strategy<Value = SheetPart> {
    (
        words(),
        prop::collection::vec(words(), 0..30),
        any::<bool>(),
    )
        .prop_map(|(title, paragraphs, list)| {
            SheetPart::Text(TextPart {
                title,
                paragraphs,
                list,
            })
        })
}

fn parts() -> impl Strategy<Value = Vec<SheetPart>> {
    let part = prop_oneof![
        figures(),
        radar(),
        heat(),
        grid(),
        bars(),
        map(),
        table(),
        text()
    ];
    prop::collection::vec(part, 0..7)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_parts_stay_within_their_page(parts in parts(), finding in words()) {
        let mut view = example("t2");
        view.result = ToolOutcome::Sheet(Box::new(SheetView {
            values: Vec::new(),
            tables: Vec::new(),
            empty: false,
            finding: Some(finding),
            missing: None,
            parts,
            figures: Vec::new(),
            suggestions: Vec::new(),
            problems: Vec::new(),
            calendar: false,
        }));
        let mut scenes = pages(&view, day());
        scenes.push(scene(&view, day()));
        for scene in &scenes {
            let found = faults(scene);
            prop_assert!(found.is_empty(), "{found:#?}");
        }
    }
}
