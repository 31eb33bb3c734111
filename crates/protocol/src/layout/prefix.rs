//! Folders of a store: what to list.

use std::fmt;

use crate::{DeviceTag, SpaceId};

/// A folder, written with `/` at its end: lists what lies below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// `v1/<space>/`: everything of a space.
    Space(SpaceId),
    /// `v1/<space>/gov/`: the governance log.
    Governance(SpaceId),
    /// `v1/<space>/gov/<tag>/`: one author's entries.
    GovernanceOf(SpaceId, DeviceTag),
    /// `v1/<space>/heads/`: all heads.
    Heads(SpaceId),
    /// `v1/<space>/dev/<tag>/s/`: a device's segments.
    Segments(SpaceId, DeviceTag),
    /// `v1/<space>/dev/<tag>/c/`: a device's checkpoints.
    Checkpoints(SpaceId, DeviceTag),
    /// `v1/<space>/blob/`: all pieces of attachments.
    Blobs(SpaceId),
    /// `v1/<space>/join/`: join requests.
    Joins(SpaceId),
    /// `v1/<space>/link/`: what new devices are given.
    Links(SpaceId),
}

impl fmt::Display for Prefix {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Space(space) => write!(formatter, "v1/{space}/"),
            Self::Governance(space) => write!(formatter, "v1/{space}/gov/"),
            Self::GovernanceOf(space, tag) => write!(formatter, "v1/{space}/gov/{tag}/"),
            Self::Heads(space) => write!(formatter, "v1/{space}/heads/"),
            Self::Segments(space, tag) => write!(formatter, "v1/{space}/dev/{tag}/s/"),
            Self::Checkpoints(space, tag) => write!(formatter, "v1/{space}/dev/{tag}/c/"),
            Self::Blobs(space) => write!(formatter, "v1/{space}/blob/"),
            Self::Joins(space) => write!(formatter, "v1/{space}/join/"),
            Self::Links(space) => write!(formatter, "v1/{space}/link/"),
        }
    }
}
