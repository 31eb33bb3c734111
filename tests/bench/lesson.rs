//! Opening a lesson in the core.

use std::sync::Arc;

use colloquy_core::api::Host;
use colloquy_core::app::Machine;
use colloquy_core::db::Folder;
use serde_json::json;

use crate::data::call;
use crate::figure::{Table, Times, time};

const TURNS: usize = 40;

pub fn measure(table: &mut Table) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let host = Host::open(Folder::at(dir.path()), Arc::new(Machine));
    let course = call(&host, "course_start", &json!({}))["id"].clone();
    let map = call(&host, "course_map", &json!({ "course": course }));
    let modules = map["modules"].as_array().expect("modules");
    let lessons: Vec<_> = modules
        .iter()
        .flat_map(|module| module["lessons"].as_array().expect("lessons"))
        .map(|lesson| lesson["id"].clone())
        .collect();
    let mut times = Times::default();
    for turn in 0..TURNS * lessons.len() {
        let input = json!({ "course": course, "lesson": lessons[turn % lessons.len()] });
        times.add(time(|| call(&host, "lesson_open", &input)).0);
    }
    table.figure("lesson opened in the core, p95", times.p95(), "–");
}
