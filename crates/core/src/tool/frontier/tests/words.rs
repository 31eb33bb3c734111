//! Amounts and sentences.

use super::super::wording::{amount, around, list, number, points};

#[test]
fn units_stand_where_people_write_them() {
    for (unit, value, step, text) in [
        ("€m", 18.0, 0.1, "€18.0m"),
        ("€m", 18.25, 0.1, "€18.25m"),
        ("€ m", 18.0, 1.0, "€18m"),
        ("US$bn", 1.5, 0.5, "US$1.5bn"),
        ("£", 2_500_000.0, 10_000.0, "£2,500,000"),
        ("days", 1234.0, 1.0, "1,234 days"),
        ("CHF m", 3.0, 0.5, "3.0 CHF m"),
        ("", 3.0, 1.0, "3"),
        ("€m", -0.8, 0.1, "−€0.8m"),
    ] {
        assert_eq!(amount(value, unit, step), text);
    }
    assert_eq!(around("kr/€"), (String::new(), " kr/€".to_owned()));
}

#[test]
fn numbers_and_lists() {
    assert_eq!(number(1_234_567.891, 1), "1,234,567.9");
    assert_eq!(number(-0.04, 1), "0.0");
    assert_eq!(number(-4.0, 0), "−4");
    assert_eq!(points(1.0), "1 point");
    assert_eq!(points(79.0), "79 points");
    assert_eq!(points(0.25), "0.25 points");
    assert_eq!(points(10.0 / 3.0), "3.33 points");
    let names = ["A", "B", "C", "D"].map(str::to_owned);
    assert_eq!(list(&names[..1]), "A");
    assert_eq!(list(&names[..2]), "A and B");
    assert_eq!(list(&names[..3]), "A, B and C");
    assert_eq!(list(&names), "A, B and 2 others");
}
