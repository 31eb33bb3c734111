//! A second start on the same data comes to the first window's front and ends.

use serde_json::json;

use crate::harness::{Bus, Launch, NO_BUS};

const LISTEN: &str = "window.__TAURI_INTERNALS__.invoke('take_opened_files').then(() => {
    window.opened = [];
    const handler = window.__TAURI_INTERNALS__.transformCallback(({ payload }) => window.opened.push(payload));
    return window.__TAURI_INTERNALS__.invoke('plugin:event|listen', { event: 'open-file', target: { kind: 'Any' }, handler });
})";

#[tokio::test]
async fn a_second_start_brings_the_first_window_to_the_front_and_hands_over_its_files() {
    let bus = Bus::start();
    let app = Launch::new().single_on(bus.address()).start().await;
    app.promise(LISTEN).await.expect("the page listens");
    app.focus().await;
    app.look_elsewhere().await;
    let ended = app
        .start_again(&["/courses/another.colloquy", "notes.txt"])
        .await;
    assert!(ended.success(), "{ended}");
    app.focused().await;
    app.until("opened.length > 0").await;
    assert_eq!(
        app.eval("opened").await,
        json!(["/courses/another.colloquy"])
    );
}

#[tokio::test]
async fn without_a_bus_the_app_starts_and_the_log_says_so_once() {
    let app = Launch::new().single_on(NO_BUS).start().await;
    app.wait("#app > *").await;
    assert_eq!(
        app.data()
            .log()
            .matches("D-Bus session bus unavailable")
            .count(),
        1,
        "{}",
        app.data().log()
    );
}
