//! The interface's files and the uploads of `colloquy serve`.

use std::fs;
use std::path::Path;

use crate::common::Desk;
use serde_json::json;

/// Names of the files in the folder of uploads, its lock apart.
fn incoming(desk: &Desk) -> Vec<String> {
    let Ok(entries) = fs::read_dir(desk.data().join("incoming")) else {
        return Vec::new();
    };
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "lock")
        .collect()
}

#[test]
fn the_interface_is_served_with_its_types_or_what_to_run_is_said() {
    let served = Desk::new().serve_owned();
    let page = served.get(&format!("/?token={}", served.token));
    // Debug builds read the folder; it is there when the interface was built.
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist");
    if !dist.join("index.html").exists() {
        assert_eq!(page.status, 503);
        assert!(page.text().contains("cargo xtask run"), "{}", page.text());
        return;
    }
    assert_eq!(page.status, 200);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(
        !page.text().contains(&served.token),
        "the token stays out of the page"
    );
    for entry in fs::read_dir(dist.join("assets")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let file = served.get(&format!("/assets/{name}"));
        let kind = match name.rsplit_once('.').unwrap().1 {
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "woff2" => "font/woff2",
            other => panic!("an ending without a type: {other}"),
        };
        assert_eq!(
            (file.status, file.header("content-type")),
            (200, Some(kind)),
            "{name}"
        );
        assert_eq!(
            file.body,
            fs::read(dist.join("assets").join(&name)).unwrap()
        );
    }
}

#[test]
fn an_upload_is_kept_under_a_name_of_our_own_until_it_was_opened() {
    let desk = Desk::new();
    let served = desk.serve();
    let response = served.uploading(b"no package").send();
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.json()["changed"], json!([]));
    let path = response.json()["value"].as_str().unwrap().to_owned();
    assert!(
        Path::new(&path).starts_with(desk.data().join("incoming")),
        "{path}"
    );
    assert!(!path.contains("evil") && !path.contains(".."), "{path}");
    assert_eq!(fs::read(&path).unwrap(), b"no package");
    let opened = served
        .calling("course_open", &json!({ "path": path }))
        .send();
    assert_eq!(
        (opened.status, opened.code().as_str()),
        (400, "bad_package")
    );
    assert_eq!(incoming(&desk), Vec::<String>::new());
}

#[test]
fn an_uploaded_package_is_installed() {
    let desk = Desk::new();
    desk.course("course");
    desk.run(["course", "build", "course", "-o", "small.colloquy"])
        .succeeded();
    let served = desk.serve();
    let uploaded = served
        .uploading(&fs::read(desk.path("small.colloquy")).unwrap())
        .send();
    let opened = served
        .calling("course_open", &json!({ "path": uploaded.json()["value"] }))
        .send();
    assert_eq!(opened.json()["value"]["id"], "small");
    assert_eq!(
        opened.json()["changed"],
        json!(["app", "course", "progress"])
    );
    assert_eq!(incoming(&desk), Vec::<String>::new());
}

#[test]
fn a_file_that_was_not_uploaded_is_opened_and_stays() {
    let desk = Desk::new();
    let served = desk.serve();
    crate::common::write(&desk.path("mine"), "own.colloquy", "no package");
    let path = desk.path("mine").join("own.colloquy");
    let opened = served
        .calling(
            "course_open",
            &json!({ "path": path.display().to_string() }),
        )
        .send();
    assert_eq!(opened.code(), "bad_package");
    assert!(path.exists());
}

#[test]
fn an_upload_that_is_too_large_of_another_type_or_cut_off_leaves_nothing() {
    let desk = Desk::new();
    let served = desk.serve();
    let announced = served
        .uploading(b"")
        .header("content-length", &((256_u64 << 20) + 1).to_string())
        .send();
    assert_eq!(
        (announced.status, announced.code().as_str()),
        (413, "too_large")
    );
    let typed = served
        .uploading(b"x")
        .header("content-type", "text/plain")
        .send();
    assert_eq!(
        (typed.status, typed.code().as_str()),
        (415, "invalid_input")
    );
    served
        .uploading(b"half of it")
        .header("content-length", "1000")
        .send_and_cut_off();
    served.read_log_until("an upload was not kept");
    assert_eq!(incoming(&desk), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn uploads_are_removed_at_the_end() {
    let desk = Desk::new();
    let served = desk.serve();
    served.uploading(b"one").send();
    served.uploading(b"two").send();
    assert_eq!(incoming(&desk).len(), 2);
    assert_eq!(served.terminate().0, Some(0));
    assert_eq!(incoming(&desk), Vec::<String>::new());
}

#[test]
fn what_a_killed_server_left_is_removed_by_the_next_but_not_what_a_running_one_has() {
    let desk = Desk::new();
    let killed = desk.serve();
    killed.uploading(b"left").send();
    killed.kill();
    assert_eq!(incoming(&desk).len(), 1);
    let running = desk.serve();
    assert_eq!(incoming(&desk), Vec::<String>::new());
    running.uploading(b"in use").send();
    let _another = desk.serve();
    assert_eq!(incoming(&desk).len(), 1);
}
