//! Sums of money in the unit that the reader gave: `£m`, `€k`, `days`.

use super::part::plain;
use super::{Input, ValueForm};
use crate::api::CellKind;
use crate::tool::frontier::around;

/// Largest sum that a cell takes.
pub const MOST: f64 = 1e12;

const UNIT: &str = "unit";

/// The value in which the unit is given.
pub fn unit_form() -> ValueForm {
    ValueForm {
        id: UNIT.to_owned(),
        label: "Unit of money".to_owned(),
        help: "Such as £m or €k; it is shown beside every sum.".to_owned(),
        kind: CellKind::Text { most: 12 },
    }
}

/// The unit as filled in, or nothing.
pub fn unit<'a>(input: &Input<'a>) -> &'a str {
    input
        .value(UNIT)
        .and_then(|unit| unit.as_str())
        .unwrap_or_default()
        .trim()
}

/// A sum with at most two decimals: “−£0.52m”, “1,200 days”.
pub fn money(value: f64, unit: &str) -> String {
    let (before, after) = around(unit);
    let text = plain(value, 2);
    match text.strip_prefix('−') {
        Some(text) => format!("−{before}{text}{after}"),
        None => format!("{before}{text}{after}"),
    }
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn a_sum_stands_in_its_unit() {
        assert_eq!(money(-0.52, "£m"), "−£0.52m");
        assert_eq!(money(60_000.0, "£"), "£60,000");
        assert_eq!(money(-0.001, "£m"), "£0m");
        assert_eq!(money(1.5, "days"), "1.5 days");
        assert_eq!(money(0.2, ""), "0.2");
        assert_eq!(money(2.625, "£m"), "£2.63m");
        assert_eq!(money(-2.625, "£m"), "−£2.63m");
    }
}
