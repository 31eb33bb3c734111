//! What is to be filled in.

use crate::api::{CellKind, SheetColumn};

/// The form of a tool.
#[derive(Debug, Default)]
pub struct Form {
    /// Single values, in the order to show.
    pub values: Vec<ValueForm>,
    /// Tables, in the order to show.
    pub tables: Vec<TableForm>,
}

/// A single value.
#[derive(Debug)]
pub struct ValueForm {
    /// Stable id.
    pub id: String,
    /// Name.
    pub label: String,
    /// One line of help, may be empty.
    pub help: String,
    /// What it holds.
    pub kind: CellKind,
}

/// A table. The first column names the row and is a text.
#[derive(Debug)]
pub struct TableForm {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// One sentence: what goes in.
    pub about: String,
    /// What one row is.
    pub row: String,
    /// Columns.
    pub columns: Vec<SheetColumn>,
    /// Most rows.
    pub most: u32,
}

/// A column that is shown in the table.
pub fn column(id: &str, label: &str, help: &str, kind: CellKind) -> SheetColumn {
    SheetColumn {
        id: id.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        kind,
        main: true,
        group: String::new(),
    }
}

/// A column that is edited in the row's own dialog.
pub fn side_column(id: &str, label: &str, help: &str, kind: CellKind) -> SheetColumn {
    SheetColumn {
        main: false,
        ..column(id, label, help, kind)
    }
}
