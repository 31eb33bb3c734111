//! The document follows its exercises, section by section.

use std::io::Read as _;

use base64::Engine as _;
use chrono::NaiveDate;

use super::sections::SECTIONS;
use super::{document, export, read, set};
use crate::Code;
use crate::api::{DirectionSet, DirectionSource, DirectionView, WritingSave};
use crate::course;
use crate::testing::{Bench, bench};
use crate::{tool, writing};

fn started() -> Bench {
    let bench = bench();
    bench.app.write(course::start_built_in).expect("installs");
    bench
}

fn seen(bench: &Bench) -> DirectionView {
    bench.app.read(read).expect("reads")
}

fn text<'v>(view: &'v DirectionView, id: &str) -> &'v str {
    let section = view.sections.iter().find(|section| section.id == id);
    &section.expect("a section").text
}

fn fill(bench: &Bench, tool: &str) {
    bench
        .app
        .write(|write| tool::fill_example(write, tool))
        .expect("fills");
}

fn answer(bench: &Bench, section: &str, words: &str) {
    let view = seen(bench);
    let section = view
        .sections
        .iter()
        .find(|s| s.id == section)
        .expect("a section");
    let DirectionSource::Writing {
        course,
        lesson,
        block,
        ..
    } = section.source.clone()
    else {
        panic!("{} comes from a reflection", section.id);
    };
    let input = WritingSave {
        course,
        lesson,
        block,
        text: words.to_owned(),
    };
    bench
        .app
        .write(|write| writing::save(write, &input))
        .expect("saves");
}

fn own(bench: &Bench, section: &str, text: Option<&str>) -> DirectionView {
    let input = DirectionSet {
        section: section.to_owned(),
        text: text.map(str::to_owned),
    };
    bench.app.write(|write| set(write, &input)).expect("sets").0
}

#[test]
fn every_section_has_an_exercise_in_the_built_in_course() {
    let view = seen(&started());
    assert_eq!(view.sections.len(), SECTIONS.len());
    for section in &view.sections {
        assert_ne!(section.source, DirectionSource::None, "{}", section.id);
        assert_eq!(section.text, "", "{}", section.id);
    }
    assert_eq!((view.filled, view.annexes.len()), (0, 0));
}

#[test]
fn changing_one_exercise_changes_its_section_and_no_other() {
    let bench = started();
    fill(&bench, "t2");
    let before = seen(&bench);
    assert!(text(&before, "services").starts_with("The services that you need are 48% there"));
    answer(
        &bench,
        "mandate",
        "The two decisions that we exist to improve.",
    );
    let after = seen(&bench);
    for (before, after) in before.sections.iter().zip(&after.sections) {
        if after.id == "mandate" {
            assert_eq!(after.text, "The two decisions that we exist to improve.");
        } else {
            assert_eq!(before, after);
        }
    }
    assert_eq!(after.filled, 2);
    assert_eq!(after.annexes.len(), 1);
}

#[test]
fn own_words_stand_until_they_are_taken_back() {
    let bench = started();
    fill(&bench, "t2");
    let drawn = text(&seen(&bench), "services").to_owned();
    let view = own(
        &bench,
        "services",
        Some("  Six services, of which two end.  "),
    );
    assert_eq!(text(&view, "services"), "Six services, of which two end.");
    let section = view
        .sections
        .iter()
        .find(|s| s.id == "services")
        .expect("it");
    assert!(section.own && section.drawn == drawn);
    // An empty text is a choice too: the section says nothing.
    assert_eq!(text(&own(&bench, "services", Some("")), "services"), "");
    assert_eq!(text(&own(&bench, "services", None), "services"), drawn);
}

#[test]
fn what_cannot_be_kept_is_refused_and_changes_nothing() {
    let bench = started();
    for (section, text, code) in [
        ("nothing", "x".to_owned(), Code::NotFound),
        ("services", "x".repeat(4_001), Code::InvalidInput),
    ] {
        let input = DirectionSet {
            section: section.to_owned(),
            text: Some(text),
        };
        let error = bench
            .app
            .write(|write| set(write, &input))
            .expect_err("refuses");
        assert_eq!(error.code, code);
    }
    assert_eq!(seen(&bench).filled, 0);
}

#[test]
fn the_file_has_headings_tables_and_every_word() {
    let bench = started();
    fill(&bench, "t2");
    own(
        &bench,
        "mandate",
        Some("First <line> & second\nThird “line”"),
    );
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let made = |bench: &Bench| {
        let document = bench.app.read(document).expect("reads");
        let file = export(&document, day).expect("exports");
        assert_eq!(file.name, "PMO direction on a page 2026-11-23.docx");
        base64::engine::general_purpose::STANDARD
            .decode(file.base64)
            .expect("base64")
    };
    let bytes = made(&bench);
    assert_eq!(
        bytes,
        made(&bench),
        "the same document gives the same bytes"
    );
    let body = inside(&bytes, "word/document.xml");
    for wanted in [
        "w:val=\"Heading1\"",
        "w:val=\"Heading2\"",
        "First &lt;line&gt; &amp; second",
        "Third “line”",
        "Annex 1. Service maturity",
        "<w:tbl>",
        "w:val=\"AnnexHeading\"",
        "<w:pageBreakBefore",
        "Resource forecast",
        "23 November 2026",
        "unvalidated",
    ] {
        assert!(body.contains(wanted), "{wanted} is missing");
    }
}

fn inside(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    let mut file = archive.by_name(name).expect("a part");
    file.read_to_string(&mut text).expect("text");
    text
}

fn made(bench: &Bench) -> Vec<u8> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let document = bench.app.read(document).expect("reads");
    let file = export(&document, day).expect("exports");
    let engine = base64::engine::general_purpose::STANDARD;
    engine.decode(file.base64).expect("base64")
}

#[test]
fn the_file_has_a_title_a_language_and_names_that_word_knows() {
    let bytes = made(&started());
    let core = inside(&bytes, "docProps/core.xml");
    for wanted in [
        "<dc:title>PMO direction on a page</dc:title>",
        "<dc:language>en-GB</dc:language>",
        "<dc:creator>Colloquy</dc:creator>",
        "2026-11-23T00:00:00Z",
    ] {
        assert!(core.contains(wanted), "{wanted} is not in {core}");
    }
    let styles = inside(&bytes, "word/styles.xml");
    for wanted in [
        "<w:lang w:val=\"en-GB\" />",
        "\"heading 1\"",
        "\"heading 2\"",
    ] {
        assert!(styles.contains(wanted), "{wanted} is not in {styles}");
    }
}

#[test]
fn tables_repeat_their_headings_and_break_no_row() {
    let bench = started();
    for tool in ["t2", "t3", "t5", "t9"] {
        fill(&bench, tool);
    }
    let body = inside(&made(&bench), "word/document.xml");
    let tables: Vec<&str> = body.split("<w:tbl>").skip(1).collect();
    assert!(tables.len() > 8);
    for table in tables {
        let table = table.split("</w:tbl>").next().unwrap_or_default();
        assert_eq!(table.matches("<w:tblHeader />").count(), 1);
        let rows = table.matches("<w:tr>").count();
        assert_eq!(table.matches("<w:cantSplit />").count(), rows);
        // Within the margins.
        let widths = table.split("<w:gridCol w:w=\"").skip(1).map(|column| {
            let digits = column.split('"').next().unwrap_or_default();
            digits.parse::<u32>().expect("a width")
        });
        assert!(widths.sum::<u32>() <= 9_412, "{table}");
    }
    // Shares are shown as shares, and what one person thinks of others is nowhere.
    assert!(body.contains("13%") && !body.contains("0.1263"));
}

#[test]
fn an_annex_of_many_long_rows_stays_readable() {
    let bench = started();
    let rows = (0..60).map(|at| {
        let name = format!("{} {at}", "Unbrechbar".repeat(19));
        let row = serde_json::json!({"name": name, "order": at, "w": 3, "c": 5, "t": 1, "group": "multi"});
        (format!("row:services:r{at}"), row)
    });
    let input = crate::api::ToolSave {
        tool: "t2".to_owned(),
        set: rows.collect(),
    };
    let save = |write: &mut crate::app::Write<'_>| tool::save(write, &input);
    bench.app.write(save).expect("saves");
    let body = inside(&made(&bench), "word/document.xml");
    assert!(body.contains("And 20 more rows, in the workbook of the tool."));
}
