//! Texts of the reader's that another device's won over.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A reflection or draft by its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WritingRef {
    /// Course id.
    pub course: String,
    /// Block id.
    pub block: String,
}

/// What was written there on other devices, or here, and lost to what stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WritingVersions {
    /// The latest first.
    pub versions: Vec<WritingVersion>,
}

/// A text that lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WritingVersion {
    /// When it was written, RFC 3339 UTC.
    pub at: String,
    /// The whole text.
    pub text: String,
}
