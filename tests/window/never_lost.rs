//! kill -9 of the real window at random moments while somebody types, highlights, answers and fills
//! a tool: what the window had shown as kept is there at the next start, and nothing is there twice.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{App, keys};

/// How often the window is killed, unless COLLOQUY_WINDOW_KILLS says otherwise: each takes seconds.
const KILLS: usize = 8;
const COURSE: &str = "thriving-as-a-pmo-director";
const LESSON: &str = "m1-what-a-director-owns";
const SEED: u64 = 20_261_123;

/// The text of the note, if the window says “Saved” of it and goes on saying so for some frames: the
/// editor takes some 20 ms to notice what the web view has drawn.
const SHOWN_AS_KEPT: &str = "(async () => {
    const now = () => document.querySelector('footer')?.textContent.includes('Saved')
        ? document.querySelector('[contenteditable=true]').textContent : null;
    const before = now();
    for (let frames = 0; frames < 6; frames++) await new Promise(requestAnimationFrame);
    return now() === before ? before : null;
})()";

/// What the window showed as kept.
#[derive(Default)]
struct Shown {
    words: BTreeSet<String>,
    highlights: BTreeSet<String>,
    answers: usize,
    budget: Option<f64>,
}

#[tokio::test]
async fn kills_lose_nothing_that_was_shown_as_kept_and_double_nothing() {
    let kills = std::env::var("COLLOQUY_WINDOW_KILLS")
        .map_or(KILLS, |count| count.parse().expect("a number of kills"));
    let mut app = App::start().await;
    app.call("course_start", json!({}))
        .await
        .expect("the course starts");
    let note = app
        .call(
            "note_create",
            json!({ "id": null, "title": "Kept", "markdown": "", "tags": [], "place": null }),
        )
        .await
        .expect("a note");
    let note = note["card"]["id"].as_str().expect("an id").to_owned();
    // The window opens the first run again: the course was started behind its back.
    app.kill().await;
    app.restart().await;
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut shown = Shown::default();
    for round in 0..kills {
        let moves = random.usize(1..7);
        match round % 4 {
            0 => type_words(&app, &note, round, moves, &mut shown).await,
            1 => highlight(&app, moves, &mut shown).await,
            2 => answer(&app, moves, &mut shown).await,
            _ => fill(&app, &mut random, &mut shown).await,
        }
        app.kill().await;
        app.restart().await;
        expect(&app, &note, &shown, round).await;
    }
    app.close().await;
    let database = rusqlite::Connection::open(app.data().database()).expect("it opens");
    let verdict: String = database
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a verdict");
    assert_eq!(verdict, "ok");
}

/// Types words; those that stood there when the window said “Saved” count.
async fn type_words(app: &App, note: &str, round: usize, words: usize, shown: &mut Shown) {
    app.eval(&format!("void (location.hash = '#/notes/{note}')"))
        .await;
    app.until("document.querySelector('main [contenteditable=true], [contenteditable=true]')")
        .await;
    app.eval("void document.querySelector('[contenteditable=true]').focus()")
        .await;
    app.press(&[keys::CONTROL, keys::END]).await;
    for number in 0..words {
        app.type_text(&format!("w{round}x{number} ")).await;
        if number % 2 == 1 {
            app.until("document.querySelector('footer')?.textContent.includes('Saved')")
                .await;
        }
        let seen = app.promise(SHOWN_AS_KEPT).await.expect("the page draws");
        if let Some(text) = seen.as_str() {
            shown
                .words
                .extend(text.split_whitespace().map(str::to_owned));
        }
    }
}

/// Highlights sentences by keys; those painted without a word of trouble count.
async fn highlight(app: &App, sentences: usize, shown: &mut Shown) {
    app.eval(&format!(
        "void (location.hash = '#/lesson/{COURSE}/{LESSON}')"
    ))
    .await;
    app.until("document.querySelector('article [data-place]')")
        .await;
    let ids = "[...new Set([...document.querySelectorAll('mark[data-highlights]')].flatMap((each) => each.dataset.highlights.split(' ')))]";
    for _ in 0..sentences.min(3) {
        let before = app.eval(&format!("{ids}.length")).await;
        app.eval("void document.querySelector('main').focus()")
            .await;
        app.press(&['h']).await;
        app.until("document.getSelection().toString().length > 5")
            .await;
        // Not the same sentence again.
        for _ in 0..before.as_u64().unwrap_or(0) % 5 {
            app.press(&[keys::DOWN]).await;
        }
        app.press(&[keys::ENTER]).await;
        app.until(&format!("{ids}.length > {before}")).await;
    }
    // Painted at once; kept when the core has it.
    let asked = json!({ "course": COURSE, "lesson": LESSON });
    let kept = app
        .call("highlight_list", asked)
        .await
        .expect("the highlights");
    shown.highlights.extend(ids_of(&kept));
}

/// Answers a check, as the page does: the feedback comes with the reply.
async fn answer(app: &App, times: usize, shown: &mut Shown) {
    let lesson = app
        .call("lesson_open", json!({ "course": COURSE, "lesson": LESSON }))
        .await
        .expect("the lesson");
    let blocks = lesson["blocks"].as_array().expect("blocks").clone();
    let check = blocks
        .iter()
        .find(|block| block["kind"] == "check")
        .expect("a check");
    let to = &check["targets"][0]["id"];
    let targets: serde_json::Map<_, _> = check["options"]
        .as_array()
        .expect("options")
        .iter()
        .map(|option| (option["id"].as_str().expect("an id").to_owned(), to.clone()))
        .collect();
    for _ in 0..times {
        let input = json!({
            "course": COURSE, "lesson": LESSON, "block": check["id"], "confidence": 3, "seconds": 9,
            "answer": { "form": "matching", "targets": targets }
        });
        app.call("check_answer", input).await.expect("feedback");
        shown.answers += 1;
    }
}

/// Changes the budget of the frontier and waits until the core has it.
async fn fill(app: &App, random: &mut fastrand::Rng, shown: &mut Shown) {
    let budget = f64::from(random.u32(10..400)) / 10.0;
    let set = json!({ "project:p1": {
        "name": "Ledger", "cost": 5, "scores": { "score": 50 }, "forced": false, "depends": [],
        "excludes": [], "order": 1
    }});
    app.call("tool_save", json!({ "tool": "t4", "set": set }))
        .await
        .expect("a project");
    app.eval("void (location.hash = '#/workbook/t4')").await;
    app.until("[...document.querySelectorAll('main input')].some((each) => each.labels?.[0]?.textContent.startsWith('Budget'))")
        .await;
    app.eval("void (() => { const field = [...document.querySelectorAll('main input')].find((each) => each.labels?.[0]?.textContent.startsWith('Budget')); field.focus(); field.select(); })()")
        .await;
    app.type_text(&budget.to_string()).await;
    app.press(&[keys::ENTER]).await;
    let asked = json!({ "name": "tool_open", "input": { "tool": "t4" } });
    app.promise(&format!(
        "(async () => {{
            for (;;) {{
                const {{ value }} = await window.__TAURI_INTERNALS__.invoke('call', {asked});
                if (value.fields.budget === {budget}) return true;
                await new Promise(requestAnimationFrame);
            }}
        }})()"
    ))
    .await
    .expect("the budget is kept");
    shown.budget = Some(budget);
}

/// Everything that was shown as kept is there, and there once.
async fn expect(app: &App, note: &str, shown: &Shown, round: usize) {
    let list = app
        .call("search_query", json!({ "text": "in:notes", "limit": 9 }))
        .await
        .expect("the notes");
    let snippet = list["hits"].as_array().expect("hits").len();
    assert_eq!(snippet, 1, "round {round}: one note");
    let export = app
        .call("note_export", json!({ "id": note }))
        .await
        .expect("the note");
    let file = export["base64"].as_str().expect("a file");
    let text = app.eval(&format!("atob('{file}')")).await;
    let words: Vec<_> = text
        .as_str()
        .expect("a text")
        // A space at the end of a paragraph is written so.
        .replace("&#32;", " ")
        .split_whitespace()
        .filter(|word| word.starts_with('w') && word.contains('x'))
        .map(str::to_owned)
        .collect();
    let known: BTreeSet<_> = words.iter().cloned().collect();
    assert_eq!(
        words.len(),
        known.len(),
        "round {round}: twice in {words:?}"
    );
    let lost: Vec<_> = shown.words.difference(&known).collect();
    assert!(lost.is_empty(), "round {round}: {lost:?} were lost");

    let kept = app
        .call(
            "highlight_list",
            json!({ "course": COURSE, "lesson": null }),
        )
        .await
        .expect("the highlights");
    let ids = ids_of(&kept);
    let known: BTreeSet<_> = ids.iter().cloned().collect();
    assert_eq!(ids.len(), known.len(), "round {round}");
    assert!(shown.highlights.is_subset(&known), "round {round}");

    let report = app
        .call("progress_read", json!({ "course": COURSE }))
        .await
        .expect("the progress");
    let attempts = report["attempts"].as_array().expect("attempts").len();
    assert_eq!(attempts, shown.answers, "round {round}");

    let tool = app
        .call("tool_open", json!({ "tool": "t4" }))
        .await
        .expect("the tool");
    assert_eq!(
        tool["fields"]["budget"].as_f64(),
        shown.budget,
        "round {round}"
    );
}

fn ids_of(list: &Value) -> Vec<String> {
    list["highlights"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|each| each["id"].as_str().expect("an id").to_owned())
        .collect()
}
