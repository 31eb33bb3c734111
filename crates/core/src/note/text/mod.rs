//! The text of a note: one tree, and its forms.
//!
//! **Context.** A note is edited in a window, perhaps in two, later on two devices; it is shown,
//! searched, exported and imported. Edits must merge without loss.
//!
//! **Design.** [`Doc`] is the tree that everything else is made from. It is stored as a CRDT
//! (a Yjs document, update format version 1; only `crdt.rs`, `build.rs` and `decode.rs` name the library), in exactly the
//! shape that the editor's binding reads and writes. The same tree goes to and from the editor's
//! JSON ([`to_json`], [`from_json`]) and Markdown ([`to_markdown`], [`from_markdown`]). Nothing
//! here knows the database.

mod build;
mod crdt;
mod decode;
mod definitions;
mod guard;
mod json;
mod line;
mod markdown;
mod model;
mod parse;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use crdt::vector;
pub use crdt::{
    Malformed, Merged, canonical, create, lacking, merge, read, read_foreign, removes, rewrite,
    rewriting,
};
pub use json::{from_json, to_json};
pub use markdown::to_markdown;
pub use model::{Block, Cell, Doc, Inline, Link, Marks, Task};
pub use parse::from_markdown;
