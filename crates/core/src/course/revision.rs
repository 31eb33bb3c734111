//! What changed between two revisions, by block id.
use std::collections::BTreeSet;

use super::Course;

/// How many blocks came and went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// Blocks of the new revision that the old one had not.
    pub added: u32,
    /// Blocks of the old revision that the new one has no more.
    pub removed: u32,
}

/// Compares the block ids of an installed revision with a new one.
#[must_use]
pub fn compare_ids(old: &[String], new: &Course) -> Changed {
    let old: BTreeSet<&str> = old.iter().map(String::as_str).collect();
    let new = ids(new);
    let count = |ids: usize| u32::try_from(ids).unwrap_or(u32::MAX);
    Changed {
        added: count(new.difference(&old).count()),
        removed: count(old.difference(&new).count()),
    }
}

/// The blocks that came and went between two revisions, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Ids of the new revision that the old one had not, sorted.
    pub added: Vec<String>,
    /// Ids of the old revision that the new one has no more, sorted.
    pub removed: Vec<String>,
}

/// Compares two revisions of a course by block id.
#[must_use]
pub fn compare(old: &Course, new: &Course) -> Compared {
    let (old, new) = (ids(old), ids(new));
    let owned = |id: &&str| (*id).to_owned();
    Compared {
        added: new.difference(&old).map(owned).collect(),
        removed: old.difference(&new).map(owned).collect(),
    }
}

fn ids(course: &Course) -> BTreeSet<&str> {
    let lessons = course.modules.iter().flat_map(|module| &module.lessons);
    lessons
        .flat_map(|lesson| &lesson.blocks)
        .map(|block| block.id.as_str())
        .collect()
}
