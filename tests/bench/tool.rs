//! The frontier of 40 projects: the whole view, another budget while the slider moves, the page.

use std::sync::Arc;

use colloquy_core::api::Host;
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use serde_json::{Map, json};

use crate::data::{SEED, call};
use crate::figure::{Table, Times, time};

const PROJECTS: usize = 40;
const TURNS: usize = 20;

pub fn measure(table: &mut Table) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let host = Host::open(Folder::at(dir.path()), Arc::new(Machine));
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut set = Map::new();
    set.insert("budget".to_owned(), json!(50.0));
    set.insert("unit".to_owned(), json!("€m"));
    for number in 0..PROJECTS {
        // Worth goes with cost, which is what makes a portfolio hard to choose.
        let cost = f64::from(random.u32(5..60)) / 10.0;
        let score = (cost * 12.0 + f64::from(random.u32(0..20))).round();
        let depends = if number % 9 == 8 {
            json!([format!("p{}", number - 1)])
        } else {
            json!([])
        };
        set.insert(
            format!("project:p{number}"),
            json!({
                "name": format!("Project {number}"), "cost": cost, "scores": { "score": score },
                "forced": number == 7, "depends": depends, "excludes": [], "order": number
            }),
        );
    }
    call(&host, "tool_save", &json!({ "tool": "t4", "set": set }));
    let (mut whole, mut moved) = (Times::default(), Times::default());
    for turn in 0..TURNS {
        let (taken, view) = time(|| call(&host, "tool_open", &json!({ "tool": "t4" })));
        assert_eq!(view["result"]["proven"], true);
        whole.add(taken);
        let budget = 30.0 + turn as f64;
        moved.add(time(|| call(&host, "frontier_at", &json!({ "budget": budget }))).0);
    }
    table.figure(
        "frontier of 40 projects, proven, whole view, p95",
        whole.p95(),
        "–",
    );
    table.figure(
        "frontier of 40 projects, another budget, p95",
        moved.p95(),
        "–",
    );
}
