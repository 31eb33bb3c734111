//! Notes: what the reader writes down, anywhere or beside a passage.
//!
//! **Context.** Nothing typed is ever lost: not by two windows that edit the same note, not by a
//! crash, an accident or a course revision. Notes are private; they leave as Markdown.
//!
//! **Design.** A note's text is a CRDT document ([`text`]); Markdown, excerpt and the number of
//! words are derived whenever it changes and kept beside it for lists and search. [`save`] merges
//! what a window did into what is stored and replies with what that window lacks, so windows
//! agree in whatever order they save. Title and place: the last writer wins. Before a text or
//! title is overwritten, it is kept as a version (at most one in ten minutes, and always before
//! much of it disappears). Removing puts into the trash; only erasing from there is final.
//!
//! One file a matter: `edit.rs` writes, `look.rs` reads, `versions.rs`, `trash.rs`, `export.rs`,
//! `import.rs`.

mod edit;
pub(crate) mod event;
mod export;
mod import;
mod look;
mod matter;
mod place;
mod queries;
mod tags;
#[cfg(test)]
mod tests;
pub mod text;
mod trash;
mod versions;

pub use edit::{create, save, set, sync};
pub use export::{export, export_files};
pub use import::{Incoming, import, read_path};
pub use look::{beside, latest, list, markdown_doc, open};
pub use trash::{erase, remove, restore};
pub(crate) use versions::keep_lost;
pub use versions::{revert, version, versions};

/// The most bytes of Markdown that a note holds.
pub const LONGEST: usize = 512 << 10;

/// The most characters of a title.
pub const LONGEST_TITLE: usize = 300;

/// The most characters of a tag.
pub const LONGEST_TAG: usize = 60;
