//! What a column is, by its heading.

use super::number::SIGNS;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Name,
    Cost,
    Score,
    Criterion,
    Forced,
    Depends,
    Excludes,
    Ignored,
}

impl Role {
    /// As it is said at the border.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Cost => "cost",
            Self::Score => "score",
            Self::Criterion => "criterion",
            Self::Forced => "forced",
            Self::Depends => "depends",
            Self::Excludes => "excludes",
            Self::Ignored => "ignored",
        }
    }
}

/// The role that a heading names; `None` when it names none. “Score” must stand alone, as
/// “Strategic value” is a criterion; a weight at the end (“Fit × 3”) always makes a criterion.
pub fn role(heading: &str) -> Option<Role> {
    let lower = heading.to_lowercase();
    let words: Vec<&str> = lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let any = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let alone = |names: &[&str]| match words.as_slice() {
        [word] => names.contains(word),
        ["project" | "total" | "weighted" | "overall", word] => names.contains(word),
        _ => false,
    };
    if weight(heading).is_some() {
        Some(Role::Criterion)
    } else if any(&[
        "depends",
        "requires",
        "dependency",
        "dependencies",
        "prerequisite",
        "prerequisites",
    ]) {
        Some(Role::Depends)
    } else if any(&["excludes", "exclude", "conflicts", "conflict", "exclusive"]) {
        Some(Role::Excludes)
    } else if any(&["forced", "force", "mandatory", "must"]) {
        Some(Role::Forced)
    } else if alone(&["score", "value", "points"]) {
        Some(Role::Score)
    } else if any(&["cost", "costs", "budget", "price", "spend", "capex"])
        && !any(&["score", "points"])
        || heading.contains(SIGNS)
    {
        Some(Role::Cost)
    } else if alone(&["id", "no", "nr", "year", "row", "rank"]) || heading.trim() == "#" {
        Some(Role::Ignored)
    } else if any(&["project", "projects", "name", "title", "initiative"]) {
        Some(Role::Name)
    } else {
        None
    }
}

/// A heading “Fit × 3” in its parts.
pub fn weight(heading: &str) -> Option<(&str, f64)> {
    let (name, weight) = heading.rsplit_once(" × ")?;
    let weight: f64 = weight.trim().parse().ok()?;
    (weight.is_finite() && weight >= 0.0 && !name.trim().is_empty())
        .then_some((name.trim(), weight))
}

/// The unit in a heading of costs: “€m” of “Cost €m”, “Cost, €m” and “Cost (€m)”.
pub fn unit(heading: &str) -> Option<String> {
    let after = heading.split_once(", ").map(|(_, unit)| unit).or_else(|| {
        heading
            .split_once('(')
            .map(|(_, unit)| unit.trim_end_matches(')'))
    });
    let unit = match after {
        Some(unit) => unit.trim(),
        None => heading
            .split_whitespace()
            .find(|word| word.contains(SIGNS))?,
    };
    (!unit.is_empty() && unit.chars().count() <= 20).then(|| unit.to_owned())
}
