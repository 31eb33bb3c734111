//! Which licences may be shipped, and which one is taken where a package leaves a choice.

use anyhow::{Context, Result, anyhow};
use spdx::{Expression, Licensee, ParseMode};

/// The licences that may be shipped, the preferred ones first: one Apache text serves hundreds of
/// packages, whereas MIT and its like come with a copyright line for each. `.cargo/deny.toml`
/// allows the same ones.
pub const ACCEPTED: &[&str] = &[
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "MIT",
    "MIT-0",
    "ISC",
    "0BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BlueOak-1.0.0",
    "Zlib",
    "BSL-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "CC0-1.0",
    "Unlicense",
    "MPL-2.0",
    "OFL-1.1",
];

/// The licences that a package is taken under: one, unless it demands several at once.
pub fn elect(expression: &str) -> Result<Vec<&'static str>> {
    let parsed = Expression::parse_mode(expression, ParseMode::LAX).map_err(|error| {
        anyhow!(
            "the licence {expression:?} cannot be read: {}",
            error.reason
        )
    })?;
    let accepted = ACCEPTED
        .iter()
        .map(|name| Licensee::parse(name).map(|licensee| (*name, licensee)))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| {
            anyhow!(
                "the list of accepted licences holds {:?}, which is none",
                error.original
            )
        })?;
    let elected = parsed
        .minimized_requirements(accepted.iter().map(|(_, licensee)| licensee))
        .with_context(|| format!("the licence {expression:?} is not one that may be shipped"))?;
    let is_elected = |licensee: &Licensee| elected.contains(&licensee.clone().into_req());
    Ok(accepted
        .iter()
        .filter(|(_, licensee)| is_elected(licensee))
        .map(|(name, _)| *name)
        .collect())
}

/// The licence's usual text, with that of the exception where it has one.
pub fn text(name: &str) -> Option<String> {
    let licence = id(name)?.text();
    match name.split_once(" WITH ") {
        None => Some(licence.to_owned()),
        Some((_, exception)) => Some(format!(
            "{}\n\n{}",
            licence.trim_end(),
            spdx::exception_id(exception)?.text()
        )),
    }
}

/// Whether the licence is one text by one author, which packages apply rather than copy and fill
/// in.
pub fn is_one_text(name: &str) -> bool {
    ["Apache-2.0", "MPL-2.0", "CC0-1.0", "Unlicense"]
        .iter()
        .any(|one| name.starts_with(one))
}

/// The licence's identifier in SPDX's list; of "A WITH B" that of A.
pub fn id(name: &str) -> Option<spdx::LicenseId> {
    spdx::license_id(name.split(" WITH ").next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_choice_all_of_a_demand() {
        assert_eq!(elect("MIT OR Apache-2.0").unwrap(), ["Apache-2.0"]);
        assert_eq!(elect("MIT/Apache-2.0").unwrap(), ["Apache-2.0"]);
        assert_eq!(elect("Unlicense OR MIT").unwrap(), ["MIT"]);
        assert_eq!(
            elect("(MIT OR Apache-2.0) AND Unicode-3.0").unwrap(),
            ["Apache-2.0", "Unicode-3.0"]
        );
        assert_eq!(
            elect("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT").unwrap(),
            ["Apache-2.0"]
        );
        assert_eq!(elect("GPL-3.0-only OR MPL-2.0").unwrap(), ["MPL-2.0"]);
    }

    #[test]
    fn what_may_not_be_shipped_is_refused_by_name() {
        let refused = elect("GPL-3.0-only").unwrap_err();
        assert!(format!("{refused:#}").contains("GPL-3.0-only"));
        assert!(elect("not a licence").is_err());
    }

    #[test]
    fn cargo_deny_allows_the_same_licences() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.cargo/deny.toml");
        let text = std::fs::read_to_string(path).unwrap();
        let list = text
            .split_once("allow = [")
            .unwrap()
            .1
            .split_once(']')
            .unwrap()
            .0;
        let mut allowed: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        let mut accepted = ACCEPTED.to_vec();
        allowed.sort_unstable();
        accepted.sort_unstable();
        assert_eq!(allowed, accepted);
    }
}
