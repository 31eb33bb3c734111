//! A logistics group, invented: its architects are full in spring.

use chrono::{Months, NaiveDate};
use serde_json::json;

use super::{MONTH, ROLES, WORK};
use crate::tool::Fields;
use crate::tool::sheet::part::example as fields;

/// Nine months from the first of the month after the day.
pub fn example(day: NaiveDate) -> Fields {
    let month = |at: u32| day.checked_add_months(Months::new(at + 1)).unwrap_or(day);
    let roles = vec![
        json!({"id": "architects", "name": "Solution architects", "h": 4, "a": 70}),
        json!({"id": "engineers", "name": "Data engineers", "h": 6, "a": 80}),
        json!({"id": "testers", "name": "Test leads", "h": 3, "a": 75}),
    ];
    let work: [(&str, &str, u32, u32, [f64; 9]); 10] = [
        (
            "Depot system",
            "architects",
            100,
            80,
            [1.2, 1.2, 1.2, 1.0, 1.0, 0.8, 0.5, 0.5, 0.3],
        ),
        (
            "Customs link",
            "architects",
            100,
            150,
            [0.5, 0.5, 0.5, 0.5, 0.3, 0.3, 0.0, 0.0, 0.0],
        ),
        (
            "Partner portal",
            "architects",
            90,
            25,
            [0.0, 0.5, 0.8, 0.8, 0.5, 0.5, 0.0, 0.0, 0.0],
        ),
        (
            "Route planning",
            "architects",
            50,
            70,
            [0.0, 0.0, 1.0, 1.5, 1.5, 1.0, 0.5, 0.0, 0.0],
        ),
        (
            "Depot system",
            "engineers",
            100,
            80,
            [1.0, 1.5, 2.0, 2.0, 2.0, 1.5, 1.0, 1.0, 0.5],
        ),
        (
            "Route planning",
            "engineers",
            50,
            70,
            [0.0, 0.0, 1.0, 2.0, 3.0, 3.0, 2.0, 1.0, 0.0],
        ),
        (
            "Data platform",
            "engineers",
            80,
            40,
            [1.5, 1.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
        ),
        (
            "Depot system",
            "testers",
            100,
            80,
            [0.5, 0.5, 1.0, 1.0, 1.5, 1.5, 2.0, 2.0, 1.0],
        ),
        (
            "Customs link",
            "testers",
            100,
            150,
            [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.0, 0.0, 0.0],
        ),
        (
            "Partner portal",
            "testers",
            90,
            25,
            [0.0, 0.0, 0.0, 0.3, 0.3, 0.5, 0.5, 0.0, 0.0],
        ),
    ];
    let work = work
        .iter()
        .map(|(name, role, p, delay, people)| {
            let mut cells = json!({"name": name, "role": role, "p": p, "delay": delay});
            for (at, people) in (0..).zip(people) {
                let column = month(at).format(&format!("{MONTH}%Y-%m")).to_string();
                cells[column] = json!(people);
            }
            cells
        })
        .collect();
    fields(
        &[
            ("start", json!(month(0).format("%Y-%m-01").to_string())),
            ("months", json!(9)),
            ("unit", json!("£k")),
        ],
        &[(ROLES, roles), (WORK, work)],
    )
}
