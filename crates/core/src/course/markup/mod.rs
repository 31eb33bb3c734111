//! From Markdown to markup that is safe to show.
//!
//! **Context.** A course may come from anyone. Its text can hold raw HTML, links to anything and
//! pictures from anywhere, and must not run, load or restyle anything in the app.
//!
//! **Design.** Four steps, each unaware of the others: `render` lets comrak write HTML and gives
//! every link and picture a number; [`sanitise`] passes it through ammonia's parser and keeps what
//! is on a short list; [`finish`] rewrites the safe result into the form the interface expects
//! (resolved links, pictures without `src`, tables that scroll); [`html`] holds the small reader
//! of tags that they share. What *we* add (classes, ids) travels through the sanitiser under an
//! attribute prefix made from a hash of the whole text, which no text can contain.

pub(crate) mod finish;
mod format;
pub(crate) mod html;
pub(crate) mod links;
pub(crate) mod parse;
pub(crate) mod render;
pub(crate) mod sanitise;

#[cfg(test)]
mod tests;
