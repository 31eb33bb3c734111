//! The page in the window: what a person sees, types and presses.

use std::future::Future;
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::Value;

use super::{App, PATIENCE, places, poll};

/// Keys that have no character, and those to hold.
#[allow(
    dead_code,
    reason = "the whole keyboard, whichever keys the journeys press"
)]
pub mod keys {
    pub const CONTROL: char = '\u{e009}';
    pub const SHIFT: char = '\u{e008}';
    pub const ALT: char = '\u{e00a}';
    pub const TAB: char = '\u{e004}';
    pub const ENTER: char = '\u{e007}';
    pub const ESCAPE: char = '\u{e00c}';
    pub const SPACE: char = ' ';
    pub const LEFT: char = '\u{e012}';
    pub const UP: char = '\u{e013}';
    pub const RIGHT: char = '\u{e014}';
    pub const DOWN: char = '\u{e015}';
    pub const HOME: char = '\u{e011}';
    pub const END: char = '\u{e010}';
    pub const PAGE_UP: char = '\u{e00e}';
    pub const PAGE_DOWN: char = '\u{e00f}';
    pub const F6: char = '\u{e036}';
}

/// What the driver answers; a page that hangs would never let it.
pub async fn answered<T>(what: &str, asked: impl Future<Output = Result<T, CmdError>>) -> T {
    let answer = tokio::time::timeout(PATIENCE, asked).await;
    let answer =
        answer.unwrap_or_else(|_| panic!("{what}: no answer within {} s", PATIENCE.as_secs()));
    answer.unwrap_or_else(|error| panic!("{what}: {error}"))
}

impl App {
    /// Waits for an element.
    pub async fn wait(&self, selector: &str) -> Element {
        let wait = self
            .client()
            .wait()
            .at_most(PATIENCE)
            .every(Duration::from_millis(50));
        let found = wait.for_element(Locator::Css(selector)).await;
        match found {
            Ok(element) => element,
            Err(error) => {
                self.give_up(&format!("“{selector}” does not come: {error}"))
                    .await
            }
        }
    }

    /// Waits until a JavaScript expression holds.
    pub async fn until(&self, condition: &str) {
        let script = format!("return Boolean({condition});");
        // While a page loads there may be nothing to ask.
        let holds = || async {
            matches!(
                self.client().execute(&script, Vec::new()).await,
                Ok(Value::Bool(true))
            )
            .then_some(())
        };
        if poll(holds).await.is_none() {
            self.give_up(&format!("{condition}: not within {} s", PATIENCE.as_secs()))
                .await;
        }
    }

    /// Waits until some element shows this text.
    pub async fn until_text(&self, text: &str) {
        self.until(&format!(
            "document.body.innerText.includes({})",
            Value::from(text)
        ))
        .await;
    }

    /// Clicks the first element that fits, once it is there.
    pub async fn click(&self, selector: &str) {
        let element = self.wait(selector).await;
        answered(&format!("a click on “{selector}”"), element.click()).await;
    }

    /// Clicks the element of a kind that shows exactly this text, inside another.
    pub async fn click_text(&self, inside: &str, kind: &str, text: &str) {
        let path = format!("//{kind}[normalize-space(.)='{text}']");
        let outer = self.wait(inside).await;
        let what = format!("“{text}” in “{inside}”");
        let found = answered(&what, outer.find(Locator::XPath(&format!(".{path}")))).await;
        answered(&what, found.click()).await;
    }

    /// Clicks what an XPath leads to, once it is there.
    pub async fn click_at(&self, path: &str) {
        let wait = self.client().wait().at_most(PATIENCE);
        match wait.for_element(Locator::XPath(path)).await {
            Ok(found) => answered(&format!("a click on “{path}”"), found.click()).await,
            Err(error) => {
                self.give_up(&format!("“{path}” does not come: {error}"))
                    .await
            }
        }
    }

    /// Waits until the screen's title begins like this.
    pub async fn until_title(&self, beginning: &str) {
        self.until(&format!(
            "document.querySelector('main h1')?.innerText.replace(/\\s+/g, ' ').trim().startsWith({})",
            Value::from(beginning)
        ))
        .await;
    }

    /// Waits until one element that fits shows all these words, line breaks apart.
    pub async fn until_line(&self, selector: &str, words: &[&str]) {
        self.until(&format!(
            "[...document.querySelectorAll({})].map((each) => each.innerText.replace(/\\s+/g, ' ').trim())
                .some((line) => {}.every((words) => line.includes(words)))",
            Value::from(selector),
            Value::from(words)
        ))
        .await;
    }

    /// The visible text of the first element that fits, once it is there.
    pub async fn text(&self, selector: &str) -> String {
        let element = self.wait(selector).await;
        answered(&format!("the text of “{selector}”"), element.text()).await
    }

    /// The value of a JavaScript expression.
    pub async fn eval(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        answered(expression, self.client().execute(&script, Vec::new())).await
    }

    /// The value that a JavaScript promise resolves to, or the text of its failure.
    pub async fn promise(&self, expression: &str) -> Result<Value, String> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             const said = (error) => (error instanceof Error || typeof error === 'string' ? String(error) : JSON.stringify(error));
             Promise.resolve({expression}).then((value) => done({{ value: value ?? null }}), (error) => done({{ error: said(error) }}));"
        );
        let mut reply =
            answered(expression, self.client().execute_async(&script, Vec::new())).await;
        match reply.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.to_owned()),
            None => Ok(reply["value"].take()),
        }
    }

    /// What a command of the core answers; asked past the interface, to look at what is kept.
    pub async fn call(&self, name: &str, input: Value) -> Result<Value, String> {
        let arguments = serde_json::json!({ "name": name, "input": input });
        let reply = self
            .promise(&format!(
                "window.__TAURI_INTERNALS__.invoke('call', {arguments})"
            ))
            .await?;
        Ok(reply["value"].clone())
    }

    /// Presses a key, the others held: `press(&[keys::CONTROL, 'k'])`.
    pub async fn press(&self, keys: &[char]) {
        let down = keys.iter().map(|key| KeyAction::Down { value: *key });
        let up = keys.iter().rev().map(|key| KeyAction::Up { value: *key });
        self.act(down.chain(up)).await;
    }

    /// Types into what has the keyboard.
    pub async fn type_text(&self, text: &str) {
        self.act(
            text.chars()
                .flat_map(|key| [KeyAction::Down { value: key }, KeyAction::Up { value: key }]),
        )
        .await;
    }

    async fn act(&self, actions: impl Iterator<Item = KeyAction>) {
        let keyboard = actions.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        answered("the keys", self.client().perform_actions(keyboard)).await;
    }

    /// Keeps a picture of the page as `target/screens/window/NAME.png`.
    pub async fn screenshot(&self, name: &str) {
        // A picture lags one frame behind: two frames are surely drawn.
        let two_frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
        self.promise(two_frames).await.expect("the page draws");
        let picture = answered("a picture", self.client().screenshot()).await;
        std::fs::write(places::screens().join(format!("{name}.png")), picture)
            .expect("the picture is kept");
    }

    /// Fails with a picture of what there was instead.
    async fn give_up(&self, why: &str) -> ! {
        let test = std::thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        if let Ok(Ok(picture)) = tokio::time::timeout(PATIENCE, self.client().screenshot()).await {
            let file = places::screens().join(format!("failed-{test}.png"));
            if std::fs::write(&file, picture).is_ok() {
                panic!(
                    "{why}\nThe page then: {}\n{}",
                    file.display(),
                    self.data().log()
                );
            }
        }
        panic!("{why}");
    }
}
