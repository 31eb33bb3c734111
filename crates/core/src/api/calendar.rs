//! What falls on a day: plan steps and deadlines of one's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something with a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DueView {
    /// Id: a deadline's, or `t9/<row id>` for a step of the 90-day plan.
    pub id: String,
    /// What.
    pub title: String,
    /// Local date, `YYYY-MM-DD`.
    pub date: String,
    /// Done.
    pub done: bool,
    /// Where it comes from.
    pub kind: DueKind,
}

/// Where something with a date comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// A deadline of one's own.
    Deadline,
    /// A step of the 90-day plan (T9).
    Plan,
}

/// Deadlines and plan steps by date; what is done last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DueList {
    /// In order.
    pub due: Vec<DueView>,
}

/// Make or change a deadline of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeadlineSet {
    /// Id made by the caller (a UUID); `null` lets the core make one.
    pub id: Option<String>,
    /// What, 1 to 200 characters.
    pub title: String,
    /// Local date, `YYYY-MM-DD`.
    pub date: String,
}

/// Something with a date, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DueRef {
    /// As in the list.
    pub id: String,
}

/// Mark something as done, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DueMark {
    /// As in the list.
    pub id: String,
    /// Done, or not.
    pub done: bool,
}
