//! A bus company, invented: tickets without cash, and a claim that is below nothing.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{BENEFITS, COST, LINKS, OUTPUTS};
use crate::tool::Fields;
use crate::tool::sheet::part::example as fields;

/// One programme, two years on.
pub fn example(_: NaiveDate) -> Fields {
    let outputs = [
        ("readers", "Contactless readers on 600 buses"),
        ("tablets", "Tablets for drivers"),
        ("planner", "Timetable planner"),
        ("warehouse", "Data warehouse"),
    ];
    let outputs = outputs
        .iter()
        .map(|(id, name)| json!({"id": id, "name": name}))
        .collect();
    let benefits: Vec<Value> = vec![
        json!({"id": "boarding", "name": "Fewer buses needed at peak", "owner": "Head of operations", "v": 1.4, "p": 60,
            "planned": 0.6, "realised": 0.2, "evidenced": true, "low": 10, "base": 25, "high": 40,
            "measure": "Buses out at 08:00 each October, from 512; vehicle register"}),
        json!({"id": "cash", "name": "Less cash to count and carry", "owner": "Finance director", "v": 0.8, "p": 95,
            "planned": 0.5, "realised": 0.52, "evidenced": true, "low": 5, "base": 15, "high": 25,
            "measure": "Cash-handling contract, from £1.1m; ledger"}),
        json!({"id": "fuel", "name": "Fuel saved by smoother driving", "owner": "Fleet manager", "v": 0.6, "p": 50,
            "planned": 0.2, "realised": 0.15, "low": 20, "base": 30, "high": 50,
            "measure": "Litres per 100 km, from 38"}),
        json!({"id": "riders", "name": "More passengers", "v": 2.2, "p": 30}),
        json!({"id": "standby", "name": "Fewer standby drivers", "owner": "Head of operations", "v": 0.5, "p": 70,
            "measure": "Standby shifts a week, from 96; payroll"}),
        json!({"id": "refusals", "name": "Passengers without a card left behind", "owner": "Depot managers", "v": -0.3, "p": 90,
            "planned": -0.2, "realised": -0.26, "evidenced": true, "low": 30, "base": 20, "high": 10,
            "measure": "Refusals per 1,000 boardings; complaints register"}),
    ];
    let links = [
        ("Drivers leave when all are on", "readers", "boarding", 70),
        (
            "Timetable recut to shorter stops",
            "planner",
            "boarding",
            30,
        ),
        ("Cash boxes taken out", "readers", "cash", 100),
        (
            "Drivers look at their score each week",
            "tablets",
            "fuel",
            80,
        ),
        (
            "Standby planned by route and not by depot",
            "planner",
            "standby",
            60,
        ),
        ("Swaps agreed on the tablet", "tablets", "standby", 30),
        ("No cash taken on board", "readers", "refusals", 100),
    ];
    let links = links
        .iter()
        .map(
            |(name, from, to, share)| json!({"name": name, "from": from, "to": to, "share": share}),
        )
        .collect();
    fields(
        &[("unit", json!("£m")), (COST, json!(0.35))],
        &[(OUTPUTS, outputs), (BENEFITS, benefits), (LINKS, links)],
    )
}
