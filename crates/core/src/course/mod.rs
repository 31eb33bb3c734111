//! Courses: folders of Markdown that become stable, addressed blocks.
//!
//! **Context.** Authors write a course as plain files in any editor; readers get a package.
//! Text changes between revisions, and what a reader did must survive that.
//!
//! **Design.** [`CourseFiles`] is a course as files, whether they come from a folder, a package
//! or the binary. [`compile`](compile::compile) turns it into a [`Course`] of blocks with ids
//! and sanitised markup, and reports every [`Problem`](compile::Problem) with file, line and column. [`package`]
//! reads and writes `.colloquy` archives. Installing and reading from the database is in
//! `install.rs` and `queries.rs`. The format is described for authors in `courses/README.md`.

mod beside;
mod block;
mod builtin;
pub mod compile;
mod fact;
pub mod files;
mod form;
mod glossary;
mod head;
pub mod ids;
pub mod import;
mod install;
mod item;
mod lesson;
mod marker;
mod markup;
mod model;
mod outline;
pub mod package;
mod problem;
mod queries;
mod reading_time;
pub mod revision;
pub mod scaffold;

pub use beside::{facts, glossary, label};
pub use install::{choose, install, read_path, refresh, start_built_in};
pub use item::{Item, ItemForm, ItemKind};
pub use lesson::{
    BlockText, asset, block, block_texts, excerpt, is_any_installed, lesson, list, plain_text,
};
pub(crate) use markup::html::{escape, plain, words};
pub use model::*;

#[cfg(test)]
mod testing;
#[cfg(test)]
pub(crate) use testing::corpus;
