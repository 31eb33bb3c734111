//! The journey of the README, in the real window: from the first run to the end of lesson 1.1, closed
//! and killed on the way, and each time the same paragraph again.

use serde_json::{Value, json};

use crate::harness::{App, keys};

const COURSE: &str = "thriving-as-a-pmo-director";
const LESSON: &str = "m1-what-a-director-owns";
const CHECK: &str = "[data-place='owns-sort-ten']";
pub const REFLECTION: &str = "[data-place='owns-reflect']";
const WRITTEN: &str = "The rota, and who speaks for us on Tuesdays.";

/// How far a line may be from where it was, px.
const TOLERANCE: f64 = 3.0;

/// Pictures of a screen in both themes and narrow; axe-core must find nothing in any of them.
pub async fn look(app: &App, screen: &str) {
    fits(app).await;
    for theme in ["dark", "light"] {
        app.eval(&format!(
            "void (document.documentElement.dataset.theme = '{theme}')"
        ))
        .await;
        settled(app).await;
        app.screenshot(&format!("{screen}-{theme}")).await;
        app.assert_accessible(&format!("{screen}, {theme}")).await;
    }
    app.resize(940, 640).await;
    settled(app).await;
    fits(app).await;
    app.screenshot(&format!("{screen}-narrow")).await;
    app.assert_accessible(&format!("{screen}, narrow")).await;
    app.resize(1280, 820).await;
    settled(app).await;
}

/// Waits until nothing is wider than the page: only parts of it scroll sideways.
async fn fits(app: &App) {
    app.until("(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)(document.querySelector('#page') ?? document.documentElement)")
        .await;
}

async fn settled(app: &App) {
    app.until("document.getAnimations().every((each) => each.playState !== 'running')")
        .await;
}

/// From the first run to Today.
pub async fn start_course(app: &App) {
    app.until_text("How would you like to begin?").await;
    app.press(&['1']).await;
    // A course with questions offers its pre-assessment first.
    app.until_text("See what you already know").await;
    app.eval("location.hash = '#/today'").await;
    app.until("location.hash.startsWith('#/today')").await;
    app.until_text("Begin reading").await;
}

/// From Today into the first lesson.
pub async fn begin_lesson(app: &App) {
    app.eval(
        "void [...document.querySelectorAll('main a, main button')]
            .find((each) => each.textContent.includes('Begin reading')).focus()",
    )
    .await;
    app.press(&[keys::ENTER]).await;
    app.wait("article [data-place]").await;
    app.until_text("What a director owns").await;
}

/// Reads to the end with Page Down, resting on each page until the core has it as read.
async fn read_to_end(app: &App) {
    const ENDING_INSIDE: &str = "(() => {
        const area = document.querySelector('main').getBoundingClientRect();
        return [...document.querySelectorAll('article [data-place]')]
            .filter((each) => { const { bottom } = each.getBoundingClientRect(); return bottom > area.top && bottom <= area.bottom; })
            .map((each) => each.dataset.place);
    })()";
    loop {
        let inside = app.eval(ENDING_INSIDE).await;
        seen(app, &inside).await;
        let before = app.eval("document.querySelector('main').scrollTop").await;
        if app.eval("(({ scrollTop, clientHeight, scrollHeight }) => scrollTop + clientHeight >= scrollHeight - 2)(document.querySelector('main'))").await == true {
            return;
        }
        app.press(&[keys::PAGE_DOWN]).await;
        app.until(&format!(
            "document.querySelector('main').scrollTop > {before}"
        ))
        .await;
        still(app).await;
    }
}

/// Waits until the text no longer moves: Page Down scrolls smoothly.
async fn still(app: &App) {
    let script = "(async () => {
        const main = document.querySelector('main');
        for (let before = NaN, same = 0; same < 3; before = main.scrollTop) {
            await new Promise(requestAnimationFrame);
            same = main.scrollTop === before ? same + 1 : 0;
        }
    })()";
    app.promise(script).await.expect("the text comes to rest");
}

/// Waits until the core has these blocks as read.
async fn seen(app: &App, blocks: &Value) {
    let input = json!({ "name": "lesson_open", "input": { "course": COURSE, "lesson": LESSON } });
    // The page asks until it is so; the harness's own patience ends it otherwise.
    let asked = format!(
        "(async () => {{
            for (;;) {{
                const {{ value }} = await window.__TAURI_INTERNALS__.invoke('call', {input});
                if ({blocks}.every((block) => value.seen.includes(block))) return true;
                await new Promise(requestAnimationFrame);
            }}
        }})()"
    );
    app.promise(&asked).await.expect("the blocks count as read");
}

/// The block at the top of the window and how far its top is from there, px.
async fn top(app: &App) -> (String, f64) {
    let spot = app
        .eval(
            "(() => {
                const edge = document.querySelector('main').getBoundingClientRect().top;
                const blocks = [...document.querySelectorAll('article [data-place]')];
                const here = blocks.findLast((each) => each.getBoundingClientRect().top <= edge + 29) ?? blocks[0];
                return [here.dataset.place, here.getBoundingClientRect().top - edge];
            })()",
        )
        .await;
    (
        spot[0].as_str().expect("a block").to_owned(),
        spot[1].as_f64().expect("a distance"),
    )
}

/// Scrolls some lines into a paragraph and waits until the core has the place.
async fn stop_at(app: &App, block: &str) -> (String, f64) {
    app.eval(&format!(
        "void (() => {{
            const main = document.querySelector('main');
            const top = document.querySelector(\"[data-place='{block}']\").getBoundingClientRect().top;
            main.scrollTop += top - main.getBoundingClientRect().top + 40;
        }})()"
    ))
    .await;
    let spot = top(app).await;
    assert_eq!(spot.0, block);
    let mut kept = Value::Null;
    while kept != spot.0 {
        let view = app
            .call("lesson_open", json!({ "course": COURSE, "lesson": LESSON }))
            .await
            .expect("the lesson");
        kept = view["position"]["block"].clone();
    }
    // And where the next start opens.
    let mut place = Value::Null;
    while !place.as_str().is_some_and(|place| place.contains(LESSON)) {
        let status = app.call("app_status", json!({})).await.expect("the status");
        place = status["last_place"].clone();
    }
    spot
}

async fn expect_place(app: &App, spot: &(String, f64)) {
    app.wait("article [data-place]").await;
    app.until(&format!(
        "Math.abs(document.querySelector(\"[data-place='{}']\").getBoundingClientRect().top \
         - document.querySelector('main').getBoundingClientRect().top - {}) <= {TOLERANCE}",
        spot.0, spot.1
    ))
    .await;
    assert_eq!(top(app).await.0, spot.0);
}

#[tokio::test]
async fn from_the_first_run_to_the_end_of_the_first_lesson() {
    let mut app = App::start().await;
    app.until_text("How would you like to begin?").await;
    look(&app, "first-run").await;
    start_course(&app).await;
    look(&app, "today-begin").await;
    begin_lesson(&app).await;
    look(&app, "lesson").await;
    read_to_end(&app).await;

    // Ten decisions, all given to the manager: four of them are.
    app.eval(&format!(
        "void document.querySelector(\"{CHECK}\").scrollIntoView()"
    ))
    .await;
    for option in 1..=10 {
        app.click(&format!(
            "{CHECK} .options > .option:nth-child({option}) .segment:nth-child(2)"
        ))
        .await;
    }
    app.click_text(CHECK, "label", "Certain").await;
    look(&app, "lesson-check").await;
    app.click_text(CHECK, "button", "Answer").await;
    app.until_text("4 of 10 are right.").await;
    look(&app, "lesson-check-answered").await;

    app.click(&format!("{REFLECTION} textarea")).await;
    app.type_text(WRITTEN).await;
    app.until(&format!(
        "document.querySelector(\"{REFLECTION}\").innerText.includes('Saved on this device')"
    ))
    .await;
    look(&app, "lesson-reflection").await;

    // The lid closes, and opens again.
    let spot = stop_at(&app, "kjyafj").await;
    app.close().await;
    app.restart().await;
    expect_place(&app, &spot).await;
    let value = app
        .eval(&format!(
            "document.querySelector(\"{REFLECTION} textarea\").value"
        ))
        .await;
    assert_eq!(value, WRITTEN);
    app.until_text("4 of 10 are right.").await;

    app.press(&[keys::CONTROL, '2']).await;
    app.until_text("You have read 1 of 36 lessons").await;
    look(&app, "course-map").await;
    app.press(&[keys::CONTROL, '1']).await;
    // Wrong and certain: the lesson comes first, with the reason.
    app.until_text("You answered a check in 1.1 wrongly and were certain.")
        .await;
    look(&app, "today-first").await;
}

#[tokio::test]
async fn after_kill_9_the_same_paragraph_is_at_the_top() {
    let mut app = App::start().await;
    start_course(&app).await;
    begin_lesson(&app).await;
    let spot = stop_at(&app, "kbar7c").await;
    app.kill().await;
    app.restart().await;
    expect_place(&app, &spot).await;
    app.screenshot("lesson-after-kill").await;
    app.press(&[keys::CONTROL, '1']).await;
    app.until_text("You stopped here").await;
    look(&app, "today-stopped").await;
}

#[tokio::test]
async fn every_page_of_the_settings() {
    let app = App::start().await;
    start_course(&app).await;
    for page in [
        "appearance",
        "reading",
        "keyboard",
        "data",
        "courses",
        "about",
    ] {
        app.eval(&format!("void (location.hash = '#/settings/{page}')"))
            .await;
        app.until(&format!(
            "location.hash === '#/settings/{page}' && document.querySelector('main h1')"
        ))
        .await;
        look(&app, &format!("settings-{page}")).await;
    }
}
