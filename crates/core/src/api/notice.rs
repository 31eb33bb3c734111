//! What is said outside the window.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the desktop app says when something is due. Of this device; off until switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NoticeSettings {
    /// It does.
    pub on: bool,
}
