//! The window goes in order, keeps its size, and survives going without order.

use std::time::Duration;

use serde_json::json;

use crate::harness::App;
use crate::journey::{REFLECTION, begin_lesson, start_course};

#[tokio::test]
async fn what_is_typed_at_the_last_moment_is_kept_without_a_wait() {
    const WRITTEN: &str = "The last words before the lid closes.";
    let mut app = App::start().await;
    start_course(&app).await;
    begin_lesson(&app).await;
    app.click(&format!("{REFLECTION} textarea")).await;
    app.type_text(WRITTEN).await;
    let took = app.close().await;
    assert!(
        !app.data().log().contains("did not say"),
        "{}",
        app.data().log()
    );
    println!("closed in {} ms", took.as_millis());
    // The database was closed in order.
    assert!(!app.data().database().with_extension("db-wal").exists());
    app.restart().await;
    let value = format!("document.querySelector(\"{REFLECTION} textarea\")?.value");
    app.until(&format!("{value} === '{WRITTEN}'")).await;
}

#[tokio::test]
async fn the_window_keeps_its_size() {
    let mut app = App::start().await;
    app.resize(1000, 700).await;
    app.close().await;
    app.restart().await;
    app.until("innerWidth === 1000 && innerHeight === 700")
        .await;
    let elsewhere = app
        .data()
        .variables()
        .into_iter()
        .filter(|(name, _)| name.starts_with("XDG_"));
    for (name, folder) in elsewhere {
        let ours = folder.join("org.colloquy.desktop");
        assert!(
            !ours.exists(),
            "{name}: with --data nothing is written to {}",
            ours.display()
        );
    }
}

#[tokio::test]
async fn what_was_answered_is_kept_when_the_app_is_killed() {
    let mut app = App::start().await;
    app.call("course_start", json!({}))
        .await
        .expect("the course starts");
    app.kill().await;
    app.restart().await;
    let status = app.call("app_status", json!({})).await.expect("the status");
    assert_eq!(status["first_run"], false);
}

#[tokio::test]
async fn a_page_that_hangs_does_not_keep_the_window_open() {
    let mut app = App::start().await;
    // Longer than the window waits, but not for ever. The driver hears nothing meanwhile.
    let busy =
        "(() => { const end = performance.now() + 6000; while (performance.now() < end); })()";
    let hangs = tokio::time::timeout(Duration::from_secs(1), app.eval(busy)).await;
    assert!(hangs.is_err());
    let took = app.close().await;
    assert!(took < Duration::from_secs(4), "{} ms", took.as_millis());
    assert!(
        app.data().log().contains("the page did not say"),
        "{}",
        app.data().log()
    );
}
