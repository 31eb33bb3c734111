//! The screens of the whole course, each in both themes and narrow: axe-core finds nothing, and a
//! picture is kept. How one comes to them is in `whole_course`.

use serde_json::{Value, json};

use crate::harness::{App, keys};
use crate::journey::{look, start_course};
use crate::sitting::{self, Answer, AnswerKeys, COURSE, Question, Sitting, sit};

/// A day that has passed, and one that has not.
const DATES: [&str; 2] = ["2026-01-05", "2099-12-31"];

#[tokio::test]
async fn of_the_pre_assessment() {
    let answers = AnswerKeys::of_the_course();
    let app = App::start().await;
    app.until_text("How would you like to begin?").await;
    app.press(&['1']).await;
    app.until_title("See what you already know").await;
    look(&app, "assessment-offer").await;
    app.click_text("main", "button", "Take it ↵").await;
    let sitting = Sitting::begun(&app, "pre", None, &answers).await;
    sitting::ratings(&app).await;
    look(&app, "assessment-module").await;
    sitting::leave_out(&app).await;
    sitting.shown(&app, 0).await;
    app.press(&['2']).await;
    app.until("document.querySelector('main fieldset input') === document.activeElement")
        .await;
    look(&app, "assessment-question").await;
    // Digits now say how sure one is: from the question on they choose an answer.
    app.eval("void document.querySelector('main h1').focus()")
        .await;
    sitting.answer(&app, 0, Answer::Wrong).await;
    look(&app, "assessment-explained").await;
    app.press(&[keys::ENTER]).await;
    sitting.shown(&app, 1).await;
    app.press(&[keys::ESCAPE]).await;
    app.until_text("Paused after 1 of 36 questions.").await;
    look(&app, "course-paused").await;
}

/// Confident mistakes in the first module, the second known.
fn mixed(question: &Question) -> Answer {
    match question.module.as_str() {
        "m1" => Answer::Wrong,
        "m2" => Answer::Right,
        _ => Answer::Unknown,
    }
}

#[tokio::test]
async fn of_the_result_and_the_path() {
    let answers = AnswerKeys::of_the_course();
    let app = App::start().await;
    start_course(&app).await;
    sit(&app, "pre", None, &answers, mixed).await;
    visit(&app, &format!("#/result/{COURSE}/pre"), "You answered four").await;
    app.click_at("//summary[contains(., 'How the level is computed')]")
        .await;
    app.click("main li summary").await;
    look(&app, "result-pre").await;
    visit(&app, "#/course", "Thriving as a PMO Director").await;
    app.until_text("Moved to the front").await;
    app.click_at("//summary[contains(., 'The numbers')]").await;
    look(&app, "course-path").await;
    app.click_text("aside", "button", "Change my path").await;
    app.wait("[role=dialog]").await;
    app.click_at("//summary[contains(., '4 of 4 lessons on your path')]")
        .await;
    look(&app, "path-change").await;
    app.press(&[keys::ESCAPE]).await;
    app.until("document.querySelector('[role=dialog]') === null")
        .await;
    visit(&app, "#/today", "").await;
    app.until_text("It comes first.").await;
    look(&app, "today-path").await;
}

#[tokio::test]
async fn of_the_fast_track_and_the_post_test() {
    let answers = AnswerKeys::of_the_course();
    let app = App::start().await;
    start_course(&app).await;
    sit(&app, "pre", None, &answers, mixed).await;
    sit(&app, "fast", Some("m2"), &answers, |_| Answer::Right).await;
    sit(&app, "fast", Some("m3"), &answers, |_| Answer::Wrong).await;
    for (address, title, screen) in [
        ("assessment/{}/fast/m4", "Prove module 4", "fast-offer"),
        (
            "result/{}/fast/m2",
            "You answered five of five",
            "result-fast-passed",
        ),
        (
            "result/{}/fast/m3",
            "You answered none of five",
            "result-fast-failed",
        ),
    ] {
        visit(&app, &format!("#/{}", address.replace("{}", COURSE)), title).await;
        look(&app, screen).await;
    }
    let everything = json!({ "course": COURSE, "choice": { "of": "everything", "on": true } });
    app.call("path_set", everything).await.expect("a choice");
    sit(&app, "post", None, &answers, |_| Answer::Right).await;
    visit(&app, &format!("#/result/{COURSE}/post"), "You gained").await;
    look(&app, "result-post").await;
    visit(&app, "#/course", "Thriving as a PMO Director").await;
    app.until_text("You read everything.").await;
    look(&app, "course-everything").await;
}

#[tokio::test]
async fn of_review() {
    let app = App::start().await;
    start_course(&app).await;
    visit(&app, "#/review", "There are no cards yet.").await;
    look(&app, "review-none").await;
    for (number, front) in [
        "Which decision was hers alone?",
        "What does a release of money buy?",
    ]
    .iter()
    .enumerate()
    {
        let card = json!({
            "id": id(number), "origin": { "from": "own" }, "front": front,
            "back": "One that nobody else could take back by Friday.",
        });
        app.call("card_add", card).await.expect("a card");
    }
    visit(&app, "#/review", "Two cards").await;
    look(&app, "review-card").await;
    app.press(&[keys::SPACE]).await;
    app.wait("main [role=group][aria-label=Answer]").await;
    look(&app, "review-answer").await;
    app.press(&['3']).await;
    app.until_text("Card 2 of 2").await;
    app.press(&[keys::SPACE]).await;
    app.wait("main [role=group][aria-label=Answer]").await;
    app.press(&['4']).await;
    app.until_title("Nothing more is due today").await;
    look(&app, "review-done").await;
    visit(&app, "#/review/cards", "All cards").await;
    app.wait("main li").await;
    look(&app, "review-cards").await;
    app.press(&['n']).await;
    app.wait("[role=dialog]").await;
    app.click_text("[role=dialog]", "button", "Make card").await;
    app.until_text("Write a question.").await;
    look(&app, "review-editor").await;
    app.press(&[keys::ESCAPE]).await;
    visit(&app, "#/settings/review", "Review").await;
    app.wait("main input[type=range]").await;
    look(&app, "settings-review").await;
}

#[tokio::test]
async fn of_words_and_dates() {
    let app = App::start().await;
    start_course(&app).await;
    visit(&app, "#/glossary", "Glossary").await;
    app.wait("dt").await;
    look(&app, "glossary").await;
    visit(&app, "#/facts", "Since 2020").await;
    look(&app, "facts").await;

    visit(&app, "#/due", "No dates are set.").await;
    look(&app, "due-none").await;
    for (number, date) in DATES.iter().enumerate() {
        let title = format!("Promise {}", number + 1);
        let deadline = json!({ "id": id(number), "title": title, "date": date });
        app.call("deadline_set", deadline).await.expect("a date");
    }
    visit(&app, "#/due", "").await;
    app.until_text("Promise 2").await;
    app.click_text("aside form", "button", "Add").await;
    app.until_text("Say by when.").await;
    app.click("main [aria-label='Edit: Promise 2']").await;
    look(&app, "due").await;
    visit(&app, "#/today", "").await;
    app.until_text("Promise 1").await;
    look(&app, "today-due").await;

    let lesson = format!("#/lesson/{COURSE}/m1-what-a-director-owns");
    app.eval(&format!("void (location.hash = '{lesson}')"))
        .await;
    app.wait("article [data-fact]").await;
    app.eval("void document.querySelector('article [data-fact]').focus()")
        .await;
    app.press(&[keys::ENTER]).await;
    app.until_text("As at").await;
    look(&app, "lesson-fact").await;
}

#[tokio::test]
async fn of_the_direction_on_a_page() {
    let app = App::start().await;
    start_course(&app).await;
    visit(&app, "#/workbook/direction", "").await;
    app.until_text("Begin with these two").await;
    look(&app, "direction-none").await;
    for tool in ["t2", "t9"] {
        example(&app, tool).await;
    }
    visit(&app, "#/workbook/direction", "").await;
    let edit = "//main//button[starts-with(normalize-space(.), 'Keep') or starts-with(normalize-space(.), 'Edit') or starts-with(normalize-space(.), 'Write')]";
    app.until_text("Service maturity").await;
    look(&app, "direction").await;
    app.click_at(edit).await;
    app.wait("main textarea, main [role=textbox]").await;
    look(&app, "direction-writing").await;
}

#[tokio::test]
async fn of_the_tools_of_tables() {
    let app = App::start().await;
    start_course(&app).await;
    visit(&app, "#/workbook/t2", "Service maturity").await;
    app.until_text("Nothing is filled in yet.").await;
    look(&app, "tool-sheet-empty").await;
    for (tool, title) in [
        ("t2", "Service maturity"),
        ("t3", "Line of sight"),
        ("t5", "Capacity heat map"),
        ("t6", "Benefits map and scorecard"),
        ("t7", "AI readiness"),
        ("t8", "Stakeholder grid"),
        ("t9", "90-day plan"),
    ] {
        example(&app, tool).await;
        visit(&app, &format!("#/workbook/{tool}"), title).await;
        app.until_text("This is an example, not your data.").await;
        look(&app, &format!("tool-{tool}")).await;
    }
}

#[tokio::test]
async fn of_a_refused_cell_a_whole_row_and_pasted_rows() {
    let app = App::start().await;
    start_course(&app).await;
    example(&app, "t5").await;
    visit(&app, "#/workbook/t5", "Capacity heat map").await;
    app.wait("[role=grid][aria-label=Work] [aria-label^='Probability of']")
        .await;
    app.eval(
        "void document.querySelector(\"[aria-label=Work] [aria-label^='Probability of']\").focus()",
    )
    .await;
    app.type_text("plenty").await;
    app.press(&[keys::ENTER]).await;
    // The reason is on the screen, also under the last row that was.
    app.until("(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.querySelector('[role=grid] [role=alert]')?.getBoundingClientRect() ?? { top: -1 })")
        .await;
    look(&app, "tool-cell-refused").await;
    app.press(&[keys::ESCAPE]).await;
    app.click("[role=grid][aria-label=Work] [aria-label^='Details of']")
        .await;
    app.wait("[role=dialog]").await;
    look(&app, "tool-row").await;
    app.press(&[keys::ESCAPE]).await;
    app.until("document.querySelector('[role=dialog]') === null")
        .await;
    app.click_text("main", "button", "Paste rows from Excel")
        .await;
    app.click("[role=dialog] textarea").await;
    app.type_text(&format!(
        "Role;Headcount;Availability{}Testers;many;0.8",
        keys::ENTER
    ))
    .await;
    app.until_text("1 row read").await;
    look(&app, "tool-paste").await;
}

async fn example(app: &App, tool: &str) {
    let filled = app.call("tool_example", json!({ "tool": tool })).await;
    filled.expect("an example");
}

/// Goes to a screen, by way of another, so that it asks again for what it shows.
async fn visit(app: &App, address: &str, title: &str) {
    app.eval("void (location.hash = '#/settings/about')").await;
    app.until_title("About").await;
    app.eval(&format!("void (location.hash = {})", Value::from(address)))
        .await;
    app.until("document.querySelector('main h1')?.innerText.trim() !== 'About'")
        .await;
    app.until_title(title).await;
}

fn id(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}
