//! The document as Office Open XML (ECMA-376), by docx-rs: headings are headings, tables are tables.
//!
//! The page comes first and is set close, so that twelve sections of a sentence or two stay on it.
//! Every annex begins a page. What docx-rs cannot say is added in [`finish`](super::finish).

use chrono::NaiveDate;
use docx_rs::{
    AlignmentType, Docx, DocxError, Footer, LineSpacing, NumPages, PageMargin, PageNum, Paragraph,
    Run, RunFonts, Style, StyleType,
};

use super::table::tables;
use super::{Document, finish};
use crate::api::{DirectionSection, DirectionSource, ToolView};
use crate::tool::{Shown, shown_parts};

/// Sizes in half points. Nothing is smaller than nine points.
const BODY: usize = 20;
pub(super) const SMALL: usize = 18;
pub(super) const GREY: &str = "5F6361";
const INK: &str = "1B1C1B";
/// A4 in twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
/// Margins at the sides, and above and below.
const SIDE: i32 = 1_247;
const EDGE: i32 = 1_020;
const ANNEX: &str = "AnnexHeading";

/// The file.
pub fn write(document: &Document, date: NaiveDate) -> Result<Vec<u8>, DocxError> {
    let day = date.format("%-d %B %Y").to_string();
    let title = &document.view.title;
    let mut docx = styled(Docx::new().page_size(A4.0, A4.1))
        .footer(footer(&format!("{title}, {day}")))
        .add_paragraph(text(title).style("Title"))
        .add_paragraph(small(&format!(
            "As at {day}. Each section names the exercise that it comes from."
        )));
    for section in &document.view.sections {
        if section.text.is_empty() {
            continue;
        }
        docx = docx.add_paragraph(heading(&section.heading, "Heading1"));
        let mut paragraphs: Vec<Paragraph> = section
            .text
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(text)
            .collect();
        // Where it comes from stands at its end: lines of their own would take it off the page.
        let origin = Run::new()
            .add_text(format!(" {}", origin(section)))
            .size(SMALL)
            .color(GREY);
        let last = paragraphs.pop().unwrap_or_default();
        paragraphs.push(last.add_run(origin));
        for paragraph in paragraphs {
            docx = docx.add_paragraph(paragraph);
        }
    }
    let empty: Vec<&str> = document
        .view
        .sections
        .iter()
        .filter(|section| section.text.is_empty())
        .map(|section| section.heading.as_str())
        .collect();
    if !empty.is_empty() {
        let words = small(&format!("Not yet written: {}.", empty.join(", ")));
        docx = docx.add_paragraph(words.line_spacing(LineSpacing::new().before(160)));
    }
    for (number, view) in (1..).zip(&document.annexes) {
        docx = annex(docx, number, view);
    }
    let mut parts = docx.build();
    finish::complete(&mut parts, title, date);
    let mut file = std::io::Cursor::new(Vec::new());
    parts.pack(&mut file)?;
    Ok(file.into_inner())
}

fn styled(docx: Docx) -> Docx {
    // The names are those of Word’s own styles, by which it knows them.
    let heading = |id: &str, name: &str, size, before| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .based_on("Normal")
            .next("Normal")
            .size(size)
            .color(INK)
            .bold()
            .line_spacing(LineSpacing::new().before(before).after(30))
    };
    docx.default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .default_size(BODY)
        .page_margin(PageMargin {
            top: EDGE,
            left: SIDE,
            bottom: EDGE,
            right: SIDE,
            header: 500,
            footer: 500,
            gutter: 0,
        })
        .add_style(heading("Title", "Title", 40, 0))
        .add_style(heading("Heading1", "heading 1", 23, 150).outline_lvl(0))
        .add_style(
            heading(ANNEX, "Annex heading", 32, 0)
                .based_on("Heading1")
                .outline_lvl(0),
        )
        .add_style(heading("Heading2", "heading 2", 22, 260).outline_lvl(1))
}

fn footer(words: &str) -> Footer {
    let page = Paragraph::new()
        .align(AlignmentType::Right)
        .size(SMALL)
        .color(GREY)
        .add_run(Run::new().add_text(format!("{words}. Page ")))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" of "))
        .add_num_pages(NumPages::new());
    Footer::new().add_paragraph(page)
}

fn heading(words: &str, style: &str) -> Paragraph {
    Paragraph::new()
        .add_run(Run::new().add_text(words))
        .style(style)
        .keep_next(true)
}

fn text(words: &str) -> Paragraph {
    Paragraph::new()
        .add_run(Run::new().add_text(words))
        .line_spacing(LineSpacing::new().after(40))
}

fn small(words: &str) -> Paragraph {
    Paragraph::new()
        .add_run(Run::new().add_text(words).size(SMALL).color(GREY))
        .line_spacing(LineSpacing::new().after(60))
}

/// Where a section comes from, in words.
fn origin(section: &DirectionSection) -> String {
    let from = match &section.source {
        DirectionSource::Tool { tool, title } => format!("tool {}, {title}", tool.to_uppercase()),
        DirectionSource::Writing { place, .. } => format!("reflection in {place}"),
        DirectionSource::None => return "In the owner’s words.".to_owned(),
    };
    if section.own {
        format!("In the owner’s words; the exercise is {from}.")
    } else {
        format!("From {from}.")
    }
}

fn annex(docx: Docx, number: u32, view: &ToolView) -> Docx {
    let words = format!("Annex {number}. {}", view.card.title);
    let mut docx = docx
        .add_paragraph(heading(&words, ANNEX).page_break_before(true))
        .add_paragraph(small(&view.card.purpose));
    if let Some(finding) = &view.card.finding {
        docx = docx.add_paragraph(text(finding));
    }
    for part in shown_parts(&view.result) {
        docx = shown(docx, &part);
    }
    docx = docx.add_paragraph(heading("How it is computed", "Heading2"));
    for paragraph in view.formula.iter().chain([&view.caveat]) {
        docx = docx.add_paragraph(small(paragraph));
    }
    docx
}

fn shown(mut docx: Docx, part: &Shown) -> Docx {
    docx = docx.add_paragraph(heading(&part.title, "Heading2"));
    for line in part.lines.iter().filter(|line| !line.is_empty()) {
        // A sentence stays with its table.
        docx = docx.add_paragraph(text(line).keep_next(!part.rows.is_empty()));
    }
    let (tables, left_out) = tables(part);
    for table in tables {
        // Two tables in a row would become one.
        let gap = Paragraph::new().line_spacing(LineSpacing::new().after(0));
        docx = docx.add_table(table).add_paragraph(gap.size(8));
    }
    if left_out > 0 {
        let words = format!("And {left_out} more rows, in the workbook of the tool.");
        docx = docx.add_paragraph(small(&words));
    }
    docx
}
