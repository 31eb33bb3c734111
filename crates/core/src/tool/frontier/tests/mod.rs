mod at_scale;
mod by_brute_force;
mod lesson;
mod views;
mod words;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::tool::Fields;

/// Fields of a portfolio: name, cost, score; more by `with`.
pub(super) fn portfolio(budget: f64, projects: &[(&str, f64, f64)]) -> Fields {
    let mut fields = BTreeMap::from([
        ("unit".to_owned(), json!("€m")),
        ("budget".to_owned(), json!(budget)),
        ("step".to_owned(), json!(0.1)),
    ]);
    for (order, (name, cost, score)) in projects.iter().enumerate() {
        fields.insert(
            format!("project:{}", id(name)),
            json!({"name": name, "cost": cost, "scores": {"score": score}, "order": order}),
        );
    }
    fields
}

pub(super) fn id(name: &str) -> String {
    name.to_lowercase()
        .replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
}

/// Sets a part of a project's value.
pub(super) fn with(fields: &mut Fields, name: &str, part: &str, value: Value) {
    let field = fields
        .get_mut(&format!("project:{}", id(name)))
        .expect("a project");
    field[part] = value;
}

/// The portfolio of the picture of the design.
pub(super) const UTILITY: &[(&str, f64, f64)] = &[
    ("Ledger replacement", 5.2, 52.0),
    ("Outage prediction", 2.4, 88.0),
    ("Field mobility, phase 2", 1.9, 74.0),
    ("Lead-pipe replacement IT", 2.2, 71.0),
    ("Cyber baseline", 1.5, 61.0),
    ("Leakage analytics", 1.7, 58.0),
    ("Developer portal", 1.2, 47.0),
    ("Fleet telematics", 1.6, 38.0),
    ("Asset data foundation", 2.8, 69.0),
    ("HR self-service", 1.4, 33.0),
    ("Supplier portal", 1.1, 29.0),
    ("Customer billing renewal", 4.6, 82.0),
    ("Control room upgrade", 3.6, 64.0),
    ("Data centre exit", 3.1, 45.0),
];
