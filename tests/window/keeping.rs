//! What is kept beside the text, in the real window and by keys alone: a highlight, a note on it,
//! found again by one word; a portfolio pasted, forced, and saved as a page for a board.

use serde_json::json;

use crate::harness::{App, keys};
use crate::journey::{begin_lesson, look, start_course};

/// The one word that is remembered.
const WORD: &str = "quokka";

#[tokio::test]
async fn a_highlight_a_note_on_it_found_by_one_word_and_back_at_the_passage() {
    let mut app = App::start().await;
    start_course(&app).await;
    begin_lesson(&app).await;

    // Choose a sentence by keys and write beside it.
    app.press(&['h']).await;
    app.until("document.getSelection().toString().length > 20")
        .await;
    let chosen = app.eval("document.getSelection().toString()").await;
    app.press(&['m']).await;
    app.until("document.activeElement?.matches('.margin-note [contenteditable]')")
        .await;
    app.type_text(&format!("Ask Priya about the {WORD} first."))
        .await;
    app.until("document.querySelector('.margin-note')?.textContent.includes('Saved')")
        .await;
    look(&app, "reader-with-note").await;
    app.press(&[keys::ESCAPE]).await;
    app.until("document.querySelector('mark[data-highlights]') !== null")
        .await;

    // Killed and started again: both are there.
    app.kill().await;
    app.restart().await;
    app.until(&format!(
        "document.querySelector('.margin-note')?.textContent.includes('{WORD}')"
    ))
    .await;

    // Found from anywhere by the one word.
    app.press(&[keys::CONTROL, '1']).await;
    app.until_text("Your last note").await;
    app.press(&[keys::CONTROL, 'k']).await;
    app.until("document.activeElement?.matches('[role=combobox]')")
        .await;
    app.type_text(WORD).await;
    app.until(&format!(
        "[...document.querySelectorAll('[role=option]')].some((each) => each.textContent.includes('{WORD}'))"
    ))
    .await;
    look(&app, "palette").await;
    app.press(&[keys::ENTER]).await;
    app.until("location.hash.startsWith('#/notes/')").await;
    app.until(&format!(
        "document.querySelector('[contenteditable]')?.textContent.includes('{WORD}')"
    ))
    .await;
    look(&app, "notes").await;

    // From the note back to its passage.
    app.click_text("body", "a", "Open the lesson here").await;
    app.until("location.hash.startsWith('#/lesson/')").await;
    app.until(&format!(
        "[...document.querySelectorAll('mark[data-highlights]')].map((each) => each.textContent).join('') === {chosen}
         && (({{ top, bottom }}) => top >= 0 && bottom <= innerHeight)(document.querySelector('mark[data-highlights]').getBoundingClientRect())"
    ))
    .await;
}

#[tokio::test]
async fn a_portfolio_pasted_forced_and_saved_as_a_page() {
    let app = App::start().await;
    start_course(&app).await;
    app.press(&[keys::CONTROL, '3']).await;
    app.until_text("Portfolio frontier").await;
    look(&app, "workbook").await;
    app.eval("void (location.hash = '#/workbook/t4')").await;
    app.until_text("Add a project").await;
    look(&app, "frontier-empty").await;
    let rows = "Project;Cost £m;Score;Forced\n\
        Route planning;4;24;\n\
        Head-office refit;6;7;yes\n\
        Parcel tracking;2;20;\n\
        Sorting hall;6;27;\n\
        Drivers' app;4;23;\n\
        Fraud rules;1;13;\n";
    let read = app
        .call("rows_parse", json!({ "tool": "t4", "text": rows }))
        .await
        .expect("the rows are read");
    let mut set = read["set"].clone();
    set["budget"] = json!(10);
    app.call("tool_save", json!({ "tool": "t4", "set": set }))
        .await
        .expect("the projects are kept");
    app.eval("void (location.hash = '#/workbook')").await;
    app.until_text("Survive").await;
    app.eval("void (location.hash = '#/workbook/t4')").await;
    app.until_text("Forcing Head-office refit costs this portfolio 27 points")
        .await;
    look(&app, "frontier").await;

    // The slider by keys: another budget, another answer.
    app.eval("void document.querySelector('[role=slider], input[type=range]').focus()")
        .await;
    app.press(&[keys::PAGE_UP]).await;
    app.until("!document.body.innerText.includes('costs this portfolio 27 points')")
        .await;
    app.press(&[keys::PAGE_DOWN]).await;
    app.until_text("costs this portfolio 27 points").await;

    // Saved through the system's own dialog.
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (button, name, begins) in [
        ("PDF", "board.pdf", b"%PDF-".as_slice()),
        ("PNG", "board.png", b"\x89PNG"),
        ("Excel", "board.xlsx", b"PK"),
    ] {
        let path = folder.path().join(name);
        app.click_text("main", "button", button).await;
        app.save_as(&path).await;
        app.until_text(&format!("Saved as {}", ending(&path))).await;
        let bytes = std::fs::read(&path).expect("the file is there");
        assert!(bytes.starts_with(begins), "{name}");
    }
    app.eval("void (location.hash = '#/workbook/t1')").await;
    app.until_text("Survive").await;
    look(&app, "survive-thrive").await;
}

/// The end of a path, as the window shows it.
fn ending(path: &std::path::Path) -> String {
    let parts: Vec<_> = path
        .iter()
        .rev()
        .take(2)
        .map(|part| part.to_string_lossy())
        .collect();
    format!("{}/{}", parts[1], parts[0])
}
