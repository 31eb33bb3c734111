//! The harness itself: what it sees, what it presses, and that its checks can fail.

use serde_json::json;

use crate::harness::App;

#[tokio::test]
async fn the_harness_clicks_and_reads() {
    let app = App::start().await;
    app.eval("void document.body.insertAdjacentHTML('beforeend', '<button id=\"planted\">Before</button>')").await;
    app.eval("void document.querySelector('#planted').addEventListener('click', ({ target }) => { target.textContent = 'After'; })").await;
    assert_eq!(app.text("#planted").await, "Before");
    app.click("#planted").await;
    app.until_text("After").await;
    assert_eq!(
        app.promise("Promise.reject(new Error('no'))").await,
        Err("Error: no".to_owned())
    );
    let failure = app
        .call("nonsense", json!({}))
        .await
        .expect_err("there is no such command");
    assert!(failure.contains("not_found"), "{failure}");
}

#[tokio::test]
async fn axe_finds_what_is_planted() {
    let app = App::start().await;
    app.wait("#app > *").await;
    app.eval("void document.body.insertAdjacentHTML('beforeend', '<main><img src=\"icon.svg\"><p style=\"color:#aaa\"></p></main>')").await;
    app.eval("void (document.querySelector('main p').textContent = 'x')")
        .await;
    let found = app.violations().await;
    assert!(
        found
            .iter()
            .any(|violation| violation.starts_with("image-alt:")),
        "{found:#?}"
    );
}
