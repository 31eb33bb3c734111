//! Where a thing stands in the course, as words of the index.
//!
//! The words begin with a character of private use (Unicode, U+E000 to U+F8FF), which FTS5's
//! `unicode61` takes for a letter and a query never holds ([`is_reserved`]).

const MODULE: char = '\u{e000}';
const LESSON: char = '\u{e001}';
const POINT: char = '\u{e002}';

/// The words of a place: module number, lesson number such as `4.2`.
pub(super) fn words(module: Option<u32>, lesson: Option<&str>) -> String {
    let Some(number) = lesson else {
        return module.map(module_word).unwrap_or_default();
    };
    let module = number.split('.').next().unwrap_or_default();
    format!("{MODULE}{module} {}", lesson_word(number))
}

/// The word of a module.
pub(super) fn module_word(number: u32) -> String {
    format!("{MODULE}{number}")
}

/// The word of a lesson by its number.
pub(super) fn lesson_word(number: &str) -> String {
    format!("{LESSON}{}", number.replace('.', &POINT.to_string()))
}

/// Whether a character means a place, so that no query may hold it.
pub(super) const fn is_reserved(character: char) -> bool {
    matches!(character, MODULE | LESSON | POINT)
}
