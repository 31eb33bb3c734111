//! Notes: cards for lists, the open note, and what is done with it.
//!
//! The body of a note is a CRDT document in the Yjs update format (version 1), as base64 at this
//! border; `crate::note::text` describes the document.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// A new note. Creating one whose id is already there returns that one unchanged, so a repeated
/// request makes no second note.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteCreate {
    /// Id made by the caller (a UUID); `null` lets the core make one.
    pub id: Option<String>,
    /// May be empty.
    pub title: String,
    /// The text to begin with, as Markdown; may be empty.
    pub markdown: String,
    /// Tags, with or without `#`.
    pub tags: Vec<String>,
    /// Where it is taken.
    pub place: Option<NoteAt>,
}

/// Where a note is taken: a lesson (perhaps a passage of it), or a tool.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteAt {
    /// Course id, with a lesson.
    pub course: Option<String>,
    /// Lesson id.
    pub lesson: Option<String>,
    /// Block id.
    pub block: Option<String>,
    /// Highlight id.
    pub highlight: Option<String>,
    /// Tool, such as `t4`.
    pub tool: Option<String>,
}

/// A note by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteRef {
    /// Note id.
    pub id: String,
}

/// A note in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteCard {
    /// Note id.
    pub id: String,
    /// May be empty: the list then shows the excerpt alone.
    pub title: String,
    /// The first words of its text, plain, at most 280 characters; lines apart by a newline.
    pub excerpt: String,
    /// In alphabetical order, without `#`.
    pub tags: Vec<String>,
    /// Where it was taken.
    pub place: Option<NotePlace>,
    /// Words in its text.
    pub words: u32,
    /// RFC 3339 UTC.
    pub created_at: String,
    /// Last change of title, text or tags, RFC 3339 UTC.
    pub updated_at: String,
    /// When it was put into the trash.
    pub removed_at: Option<String>,
}

/// Where a note was taken, with names to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NotePlace {
    /// Course id.
    pub course: Option<String>,
    /// Lesson id.
    pub lesson: Option<String>,
    /// `4.2`; `null` when that lesson is no longer in the course.
    pub number: Option<String>,
    /// Title of the lesson.
    pub title: Option<String>,
    /// Number of its module.
    pub module: Option<u32>,
    /// Block id: where the passage is now, else where the note was taken.
    pub block: Option<String>,
    /// Highlight id.
    pub highlight: Option<String>,
    /// Tool, such as `t4`.
    pub tool: Option<String>,
}

/// The passage that a note is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteQuote {
    /// The quoted text.
    pub text: String,
    /// Its place was lost in a revision of the course.
    pub detached: bool,
    /// The reader took the highlight away; the quote stays with the note.
    pub removed: bool,
}

/// A note to read and edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteView {
    /// As in lists.
    pub card: NoteCard,
    /// The whole document: a Yjs update (version 1), base64. Its text is in the fragment `body`.
    pub state: String,
    /// The passage that it is about.
    pub quote: Option<NoteQuote>,
    /// How many earlier texts are kept.
    pub versions: u32,
    /// The most bytes of Markdown that a note may hold.
    pub most_bytes: u32,
}

/// A change of a note's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteEdit {
    /// Note id.
    pub id: String,
    /// What the caller did: a Yjs update (version 1), base64. Applying it twice changes nothing.
    pub update: String,
    /// What the caller has: a Yjs state vector (version 1), base64.
    pub vector: String,
}

/// What a window has of a note, to learn what it lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteSync {
    /// Note id.
    pub id: String,
    /// A Yjs state vector (version 1), base64.
    pub vector: String,
}

/// A note after a change, and what the caller lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteSynced {
    /// As in lists.
    pub card: NoteCard,
    /// What others wrote that the caller lacks: a Yjs update, base64; `null` when nothing.
    pub update: Option<String>,
    /// How many earlier texts are kept.
    pub versions: u32,
}

/// New values of a note's fields; those left out stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteSet {
    /// Note id.
    pub id: String,
    /// New title.
    #[serde(default)]
    #[ts(optional)]
    pub title: Option<String>,
    /// Tags to add.
    #[serde(default)]
    #[ts(optional)]
    pub add_tags: Option<Vec<String>>,
    /// Tags to take away.
    #[serde(default)]
    #[ts(optional)]
    pub remove_tags: Option<Vec<String>>,
    /// New place; an empty one takes the note out of any.
    #[serde(default)]
    #[ts(optional)]
    pub place: Option<NoteAt>,
}

/// Which notes, in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteFilter {
    /// Words to find, as in search; empty for all.
    pub text: String,
    /// Course id.
    pub course: Option<String>,
    /// Module number.
    pub module: Option<u32>,
    /// Lesson id.
    pub lesson: Option<String>,
    /// Tag.
    pub tag: Option<String>,
    /// Tool, such as `t4`.
    pub tool: Option<String>,
    /// Only those whose passage lost its place.
    pub detached: bool,
    /// The trash instead of the notes.
    pub trash: bool,
    /// Order.
    pub order: NoteOrder,
    /// How many to leave out at the beginning.
    pub offset: u32,
    /// At most 500.
    pub limit: u32,
}

/// Order of a list of notes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoteOrder {
    /// Latest change first.
    #[default]
    Newest,
    /// Earliest made first.
    Oldest,
    /// By title.
    Title,
}

/// A page of notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteList {
    /// In the asked order.
    pub notes: Vec<NoteCard>,
    /// How many match in all.
    pub total: u32,
    /// How many notes there are outside the trash.
    pub all: u32,
    /// How many are in the trash.
    pub trashed: u32,
    /// Every tag in use, most used first.
    pub tags: Vec<NoteTagCount>,
    /// Modules that have notes, by number.
    pub modules: Vec<NoteModuleCount>,
}

/// A tag and how many notes have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteTagCount {
    /// Without `#`.
    pub tag: String,
    /// Notes outside the trash.
    pub notes: u32,
}

/// A module of a course and how many notes were taken in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteModuleCount {
    /// Course id.
    pub course: String,
    /// Number.
    pub module: u32,
    /// Title.
    pub title: String,
    /// Notes outside the trash.
    pub notes: u32,
}

/// The earlier texts of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteVersions {
    /// Newest first.
    pub versions: Vec<NoteVersionCard>,
}

/// An earlier text in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteVersionCard {
    /// Number of the version.
    #[ts(type = "number")]
    pub version: i64,
    /// When it was last the current text, RFC 3339 UTC.
    pub at: String,
    /// Title then.
    pub title: String,
    /// First words.
    pub excerpt: String,
    /// Words.
    pub words: u32,
}

/// An earlier text of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteVersionRef {
    /// Note id.
    pub id: String,
    /// Number of the version.
    #[ts(type = "number")]
    pub version: i64,
}

/// An earlier text to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NoteVersionView {
    /// As in the list.
    pub card: NoteVersionCard,
    /// The document in the editor's JSON.
    #[ts(type = "unknown")]
    pub doc: Value,
}

/// Which notes to export: one, or all outside the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteExport {
    /// Note id; `null` for all, as a zip archive of Markdown files.
    pub id: Option<String>,
}

/// Where Markdown files are: a folder, a `.zip` of one, or one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoteImport {
    /// Path on this machine.
    pub path: String,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteImported {
    /// New notes.
    pub imported: u32,
    /// Files that are already here, letter for letter.
    pub unchanged: u32,
    /// Files that were not taken, with the reason.
    pub skipped: Vec<NoteSkipped>,
}

/// A file that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NoteSkipped {
    /// Path inside the folder.
    pub file: String,
    /// Why, in one sentence.
    pub reason: String,
}

/// Markdown to convert for the editor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MarkdownRead {
    /// The text.
    pub markdown: String,
}

/// A document in the editor's JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MarkdownDoc {
    /// `{type: "doc", content: […]}`.
    #[ts(type = "unknown")]
    pub doc: Value,
}

/// A file made by the core, for the host to save where the reader wants it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileMade {
    /// Suggested name with extension, safe on every system.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Content, base64.
    pub base64: String,
}
