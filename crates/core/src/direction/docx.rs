//! The document as Office Open XML (ECMA-376), by docx-rs: headings are headings, tables are tables.

use chrono::NaiveDate;
use docx_rs::{
    BreakType, Docx, DocxError, LineSpacing, Paragraph, Run, RunFonts, Style, StyleType, Table,
    TableCell, TableRow, WidthType,
};

use super::Document;
use crate::api::{DirectionSection, DirectionSource, ToolView};
use crate::tool::{Shown, shown_parts};

/// Sizes in half points.
const BODY: usize = 21;
const SMALL: usize = 17;
const GREY: &str = "5F6361";
/// A4 in twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
/// Width between the margins, in the same.
const WIDTH: usize = 9_026;

/// The file.
pub fn write(document: &Document, date: NaiveDate) -> Result<Vec<u8>, DocxError> {
    let day = date.format("%-d %B %Y").to_string();
    let mut docx = styled(Docx::new().page_size(A4.0, A4.1))
        .add_paragraph(text(&document.view.title).style("Title"))
        .add_paragraph(small(&format!(
            "As at {day}. Each section names the exercise that it comes from."
        )));
    for section in &document.view.sections {
        if section.text.is_empty() {
            continue;
        }
        docx = docx.add_paragraph(text(&section.heading).style("Heading1"));
        for paragraph in section
            .text
            .split('\n')
            .filter(|line| !line.trim().is_empty())
        {
            docx = docx.add_paragraph(text(paragraph));
        }
        docx = docx.add_paragraph(small(&origin(section)));
    }
    let empty: Vec<&str> = document
        .view
        .sections
        .iter()
        .filter(|section| section.text.is_empty())
        .map(|section| section.heading.as_str())
        .collect();
    if !empty.is_empty() {
        docx = docx.add_paragraph(small(&format!("Not yet written: {}.", empty.join(", "))));
    }
    for (number, view) in (1..).zip(&document.annexes) {
        docx = annex(docx, number, view);
    }
    let mut file = std::io::Cursor::new(Vec::new());
    docx.build().pack(&mut file)?;
    Ok(file.into_inner())
}

fn styled(docx: Docx) -> Docx {
    let heading = |id: &str, name: &str, size| {
        Style::new(id, StyleType::Paragraph)
            .name(name)
            .size(size)
            .bold()
            .line_spacing(LineSpacing::new().before(280).after(80))
    };
    docx.default_fonts(RunFonts::new().ascii("Calibri").hi_ansi("Calibri"))
        .default_size(BODY)
        .add_style(heading("Title", "Title", 44))
        .add_style(heading("Heading1", "Heading 1", 28).outline_lvl(0))
        .add_style(heading("Heading2", "Heading 2", 23).outline_lvl(1))
}

fn text(words: &str) -> Paragraph {
    Paragraph::new()
        .add_run(Run::new().add_text(words))
        .line_spacing(LineSpacing::new().after(100))
}

fn small(words: &str) -> Paragraph {
    Paragraph::new()
        .add_run(Run::new().add_text(words).size(SMALL).color(GREY))
        .line_spacing(LineSpacing::new().after(100))
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
    let page = Paragraph::new().add_run(Run::new().add_break(BreakType::Page));
    let heading = format!("Annex {number}. {}", view.card.title);
    let mut docx = docx
        .add_paragraph(page)
        .add_paragraph(text(&heading).style("Heading1"))
        .add_paragraph(small(&view.card.purpose));
    if let Some(finding) = &view.card.finding {
        docx = docx.add_paragraph(text(finding));
    }
    for part in shown_parts(&view.result) {
        docx = docx.add_paragraph(text(&part.title).style("Heading2"));
        for line in part.lines.iter().filter(|line| !line.is_empty()) {
            docx = docx.add_paragraph(text(line));
        }
        if !part.rows.is_empty() {
            docx = docx.add_table(table(&part)).add_paragraph(Paragraph::new());
        }
    }
    for paragraph in view.formula.iter().chain([&view.caveat]) {
        docx = docx.add_paragraph(small(paragraph));
    }
    docx
}

fn table(part: &Shown) -> Table {
    let wide = WIDTH / part.headings.len().max(1);
    let row = |cells: &[String], bold: bool| {
        TableRow::new(
            cells
                .iter()
                .map(|words| {
                    let run = Run::new().add_text(words).size(SMALL);
                    let run = if bold { run.bold() } else { run };
                    TableCell::new()
                        .add_paragraph(Paragraph::new().add_run(run))
                        .width(wide, WidthType::Dxa)
                })
                .collect(),
        )
    };
    let head = row(&part.headings, true);
    let rows = part.rows.iter().map(|cells| row(cells, false));
    Table::new([head].into_iter().chain(rows).collect())
}
