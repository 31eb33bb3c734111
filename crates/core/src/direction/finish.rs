//! What docx-rs cannot say: title, language and author of the document, and which rows are headings.

use chrono::NaiveDate;
use docx_rs::XMLDocx;

const LANGUAGE: &str = "en-GB";

/// Completes the parts of a package before it is written. Without a title a screen reader reads
/// out the name of the file, and without a language it guesses how to pronounce the text.
pub(super) fn complete(parts: &mut XMLDocx, title: &str, date: NaiveDate) {
    parts.doc_props.core = core(title, date).into_bytes();
    edit(&mut parts.styles, |styles| {
        let language = format!(r#"<w:lang w:val="{LANGUAGE}" /></w:rPr></w:rPrDefault>"#);
        styles.replacen("</w:rPr></w:rPrDefault>", &language, 1)
    });
    edit(&mut parts.document, |document| {
        let mut tables = document.split("<w:tbl>");
        let before = tables.next().unwrap_or_default().to_owned();
        tables.fold(before, |before, table| {
            // The first row of each repeats at the head of every page, and is announced as such.
            let row = "<w:cantSplit />";
            let table = table.replacen(row, "<w:cantSplit /><w:tblHeader />", 1);
            format!("{before}<w:tbl>{table}")
        })
    });
}

fn edit(part: &mut Vec<u8>, change: impl FnOnce(&str) -> String) {
    if let Ok(text) = std::str::from_utf8(part) {
        *part = change(text).into_bytes();
    }
}

/// Core properties (ECMA-376, part 2).
fn core(title: &str, date: NaiveDate) -> String {
    let day = date.format("%Y-%m-%dT00:00:00Z");
    let title = title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>Colloquy</dc:creator><cp:lastModifiedBy>Colloquy</cp:lastModifiedBy><cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified><dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"#
    )
}
