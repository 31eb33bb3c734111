//! The window starts, shows its page, and lets the page reach nothing else.

use serde_json::{Value, json};

use crate::harness::{App, keys};

#[tokio::test]
async fn the_window_shows_its_page() {
    let app = App::start().await;
    app.wait("#app > *").await;
    let title = app.client().title().await.expect("a title");
    assert!(title.ends_with("Colloquy"), "{title}");
    assert_eq!(
        app.eval("[innerWidth, innerHeight]").await,
        json!([1280, 820])
    );
    app.screenshot("start").await;
    app.assert_accessible("start").await;
    app.resize(940, 640).await;
    app.screenshot("start-940").await;
    let status = app.call("app_status", json!({})).await.expect("the status");
    assert_eq!(status["problem"], Value::Null);
    assert_eq!(status["data_folder"], json!(app.data().root()));
}

#[tokio::test]
async fn the_page_is_kept_in_by_its_policy() {
    let app = App::start().await;
    let policy = app
        .promise("fetch(location.href).then((page) => page.headers.get('content-security-policy'))")
        .await;
    let policy = policy.expect("the page's policy");
    assert!(
        policy
            .as_str()
            .is_some_and(|policy| policy.contains("frame-ancestors 'none'")),
        "{policy}"
    );
    for refused in [
        "fetch('https://example.org/')",
        "fetch('http://127.0.0.1:9/')",
        "import('data:text/javascript,0')",
        "new Promise((done, fail) => { const image = new Image(); image.onload = done; image.onerror = () => fail('refused'); image.src = 'https://example.org/a.png'; })",
        "Promise.resolve().then(() => new Function('return 1')())",
        "window.__TAURI_INTERNALS__.invoke('plugin:store|load', { path: '/tmp/a.json' })",
        "window.__TAURI_INTERNALS__.invoke('plugin:dialog|open', { options: {} })",
        "window.__TAURI_INTERNALS__.invoke('plugin:event|emit', { event: 'changed', payload: [] })",
        "window.__TAURI_INTERNALS__.invoke('plugin:webview|create_webview_window', { options: { label: 'x' } })",
    ] {
        assert!(app.promise(refused).await.is_err(), "{refused}");
    }
    assert_eq!(app.eval("typeof window.__TAURI__").await, "undefined");
    assert_eq!(app.eval("Object.isFrozen(Object.prototype)").await, true);
}

#[tokio::test]
async fn the_window_stays_on_its_page() {
    let app = App::start().await;
    let page = app.eval("location.origin").await;
    app.eval("void (window.stays = true)").await;
    assert_eq!(
        app.eval("window.open('https://example.org/')").await,
        Value::Null
    );
    for address in [
        "https://example.org/",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://localhost:1420/",
    ] {
        app.eval(&format!("void (location.href = '{address}')"))
            .await;
        // A navigation that is let through begins before the page draws again.
        app.promise(
            "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
        )
        .await
        .expect(address);
        assert_eq!(
            app.eval("[location.origin, window.stays]").await,
            json!([page, true]),
            "{address}"
        );
    }
}

#[tokio::test]
async fn keys_reach_the_page() {
    let app = App::start().await;
    app.focus().await;
    app.eval("void (window.heard = [], addEventListener('keydown', ({ key, ctrlKey }) => heard.push(`${key} ${ctrlKey}`)))").await;
    app.type_text("aé").await;
    app.press(&[keys::CONTROL, '1']).await;
    app.press(&[keys::F6]).await;
    app.until("heard.length === 5").await;
    assert_eq!(
        app.eval("heard").await,
        json!(["a false", "é false", "Control true", "1 true", "F6 false"])
    );
}

#[tokio::test]
async fn the_frame_follows_the_chosen_theme_and_keeps_it() {
    const STORE: &str =
        "window.__TAURI_INTERNALS__.invoke('plugin:store|get_store', { path: 'preferences.json' })";
    let mut app = App::start().await;
    app.until("!matchMedia('(prefers-color-scheme: dark)').matches")
        .await;
    let choose = format!(
        "{STORE}.then((rid) => window.__TAURI_INTERNALS__.invoke('plugin:store|set', {{ rid, key: 'preferences', value: {{ theme: 'dark' }} }})\
         .then(() => window.__TAURI_INTERNALS__.invoke('plugin:store|save', {{ rid }})))"
    );
    app.promise(&choose).await.expect("the preference is kept");
    app.until("matchMedia('(prefers-color-scheme: dark)').matches")
        .await;
    app.close().await;
    assert!(app.data().root().join("preferences.json").is_file());
    app.restart().await;
    assert_eq!(
        app.eval("matchMedia('(prefers-color-scheme: dark)').matches")
            .await,
        true
    );
    app.screenshot("start-dark").await;
}
