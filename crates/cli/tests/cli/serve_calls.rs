//! What `colloquy serve` does with a request that it answers, and how it ends.

use crate::common::Desk;
use serde_json::json;

#[test]
fn a_refused_command_has_a_status_by_its_code() {
    let served = Desk::new().serve_owned();
    for (name, input, status, code) in [
        ("nothing_here", json!({}), 404, "not_found"),
        (
            "course_map",
            json!({ "course": "nowhere" }),
            404,
            "not_found",
        ),
        ("course_map", json!({ "course": 1 }), 400, "invalid_input"),
        ("app_status", json!({ "surplus": 1 }), 400, "invalid_input"),
        ("app_status", json!([1]), 400, "invalid_input"),
    ] {
        let response = served.calling(name, &input).send();
        assert_eq!(
            (response.status, response.code().as_str()),
            (status, code),
            "{name} {input}"
        );
        assert!(response.json()["message"].is_string() && response.json()["context"].is_object());
    }
    let broken = served.calling("app_status", &json!({})).body("{");
    assert_eq!(broken.send().status, 400);
}

#[test]
fn a_database_with_a_problem_is_served_with_its_problem() {
    let desk = Desk::new();
    crate::common::write(&desk.data(), "colloquy.db", "this is no database");
    let served = desk.serve();
    let status = served.call("app_status", &json!({}));
    assert_eq!(status["problem"]["error"]["code"], "database_corrupt");
    let refused = served.calling("today_read", &json!({})).send();
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (409, "database_corrupt")
    );
    served.call("app_recover", &json!({ "action": "fresh" }));
    assert_eq!(
        served.call("app_status", &json!({}))["problem"],
        json!(null)
    );
    let stderr = served.kill();
    assert!(stderr.contains("was not touched"), "{stderr}");
}

#[test]
fn a_call_of_more_than_16_mib_is_refused() {
    let served = Desk::new().serve_owned();
    let call = || served.calling("app_status", &json!({}));
    // Announced: refused by the head, before a byte of the body.
    let announced = call()
        .header("content-length", &((16 << 20) + 1).to_string())
        .send();
    assert_eq!(
        (announced.status, announced.code().as_str()),
        (413, "too_large")
    );
    // Not announced: refused when it is reached.
    let mut chunked = format!("{:x}\r\n", (16 << 20) + 1).into_bytes();
    chunked.resize(chunked.len() + (16 << 20) + 1, b' ');
    chunked.extend(b"\r\n0\r\n\r\n");
    let reached = call()
        .body(chunked)
        .without("content-length")
        .header("transfer-encoding", "chunked")
        .send();
    assert_eq!(
        (reached.status, reached.code().as_str()),
        (413, "too_large")
    );
    // As large as it may be: read, and refused for what it is.
    let mut largest = b"{\"surplus\":\"".to_vec();
    largest.resize((16 << 20) - 2, b'x');
    largest.extend(b"\"}");
    let read = call().body(largest).send();
    assert_eq!((read.status, read.code().as_str()), (400, "invalid_input"));
}

#[test]
fn a_write_says_what_it_changed() {
    let served = Desk::new().serve_owned();
    let response = served.calling("backup_create", &json!({})).send();
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.json()["changed"], json!(["backup"]));
    assert_eq!(response.json()["value"]["good"], true);
}

#[test]
fn the_daily_backup_is_made_at_the_start() {
    let desk = Desk::new();
    let served = desk.serve();
    // The log says when; reading it up to there is the wait.
    let stderr = served.read_log_until("made the daily backup");
    assert!(stderr.contains("auto.db"), "{stderr}");
    let backups = served.call("backup_list", &json!({}));
    assert_eq!(backups["backups"][0]["automatic"], true);
    assert_eq!(backups["backups"][0]["good"], true);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_cleanly() {
    let desk = Desk::new();
    let served = desk.serve();
    served.call("app_status", &json!({}));
    let (code, stdout, stderr) = served.terminate();
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(stdout, "", "only one line is printed");
    assert!(stderr.contains("ended"), "{stderr}");
}

#[test]
fn what_was_answered_is_kept_after_a_kill() {
    let desk = Desk::new();
    let course = desk.course("course").display().to_string();
    let lesson = json!({ "course": "small", "lesson": "first-lesson" });
    let position = json!({ "block": "second-paragraph", "fraction": 0.25 });
    let mut progress = lesson.clone();
    progress["position"] = position.clone();
    progress["seen"] = json!(["first-paragraph"]);
    progress["active"] = json!(true);

    let served = desk.serve();
    served.call("course_open", &json!({ "path": course }));
    served.call("lesson_open", &lesson);
    served.call("lesson_progress", &progress);
    served.kill();

    let again = desk.serve();
    assert_eq!(again.call("app_status", &json!({}))["problem"], json!(null));
    let opened = again.call("lesson_open", &lesson);
    assert_eq!(
        (&opened["position"], &opened["seen"]),
        (&position, &json!(["first-paragraph"]))
    );
}

#[test]
fn a_port_in_use_is_named() {
    let desk = Desk::new();
    let served = desk.serve();
    let other = Desk::new();
    let ran = other
        .run(["serve", "--port", &served.port.to_string()])
        .failed();
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr
            .contains(&format!("Port {} on 127.0.0.1 is in use.", served.port)),
        "{}",
        ran.stderr
    );
}
