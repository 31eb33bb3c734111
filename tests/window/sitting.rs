//! Pre-assessment, fast-track and post-test in the real window, by keys, with the answers that the
//! course's author wrote.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use crate::harness::{self, App, keys};

pub const COURSE: &str = "thriving-as-a-pmo-director";

/// What to answer, certain of it: what is right, something else, or that one does not know.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Right,
    Wrong,
    Unknown,
}

/// The right option of every question, as its author wrote it.
pub struct AnswerKeys(HashMap<String, String>);

impl AnswerKeys {
    pub fn of_the_course() -> Self {
        let folder = std::fs::read_dir(harness::course()).expect("the course's sources");
        let lists = folder
            .flatten()
            .filter_map(|module| std::fs::read_to_string(module.path().join("items.toml")).ok());
        Self(lists.flat_map(|list| right_options(&list)).collect())
    }
}

fn right_options(list: &str) -> Vec<(String, String)> {
    let list: Value = toml::from_str(list).expect("a list of questions");
    each(&list["items"])
        .map(|item| {
            let right = each(&item["options"])
                .find(|option| option["correct"] == true)
                .expect("a right option");
            (text(&item["id"]), text(&right["id"]))
        })
        .collect()
}

fn each(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// One that is on the screen.
pub struct Sitting {
    questions: Vec<Question>,
}

pub struct Question {
    id: String,
    pub module: String,
    /// In the order in which they are shown.
    options: Vec<String>,
    right: usize,
}

impl Question {
    /// The place of the option to choose; none where one does not know.
    fn choice(&self, how: Answer) -> Option<usize> {
        match how {
            Answer::Right => Some(self.right),
            Answer::Wrong => Some((self.right + 1) % self.options.len()),
            Answer::Unknown => None,
        }
    }
}

impl Sitting {
    /// The questions of the sitting that was begun, in their order.
    pub async fn begun(app: &App, kind: &str, module: Option<&str>, keys: &AnswerKeys) -> Self {
        app.until("document.querySelector('aside [role=progressbar]') !== null")
            .await;
        let which = json!({ "course": COURSE, "kind": kind, "module": module, "again": false });
        let view = app.call("sitting_open", which).await.expect("the sitting");
        Self::of(&view, keys)
    }

    fn of(view: &Value, keys: &AnswerKeys) -> Self {
        let question = |item: &Value| {
            let id = text(&item["id"]);
            let options: Vec<_> = each(&item["options"])
                .map(|option| text(&option["id"]))
                .collect();
            let right = options.iter().position(|option| *option == keys.0[&id]);
            Question {
                module: text(&item["module"]),
                right: right.expect("the right option is shown"),
                options,
                id,
            }
        };
        Self {
            questions: each(&view["items"]).map(question).collect(),
        }
    }

    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    pub fn ids(&self) -> HashSet<String> {
        self.questions.iter().map(|each| each.id.clone()).collect()
    }

    /// Whether a module's questions begin with this one.
    pub fn begins_module(&self, index: usize) -> bool {
        index == 0 || self.questions[index - 1].module != self.questions[index].module
    }

    /// Waits until a question is on the screen, to be answered.
    pub async fn shown(&self, app: &App, index: usize) {
        let position = format!("Question {} of {}", index + 1, self.questions.len());
        app.until(&format!(
            "document.querySelector('main h1')?.textContent.trim() === '{position}'
             && document.querySelectorAll('main [role=radiogroup] input').length === {}",
            self.questions[index].options.len() + 1
        ))
        .await;
    }

    /// Answers a question by keys alone. A confident mistake stays on the screen, explained.
    pub async fn answer(&self, app: &App, index: usize, how: Answer) {
        self.shown(app, index).await;
        let question = &self.questions[index];
        let choice = question.choice(how).unwrap_or(question.options.len());
        let sure = if how == Answer::Unknown { "" } else { "4" };
        app.type_text(&format!("{}{sure}{}", choice + 1, keys::ENTER))
            .await;
        if how == Answer::Wrong {
            app.until_text("You were certain, and wrong").await;
        }
    }

    /// Answers all of them, and goes on from every mistake.
    pub async fn answer_all(&self, app: &App, how: impl Fn(&Question) -> Answer) {
        for (index, question) in self.questions.iter().enumerate() {
            let how = how(question);
            self.answer(app, index, how).await;
            if how == Answer::Wrong {
                app.press(&[keys::ENTER]).await;
            }
        }
    }
}

/// A whole sitting by the core, certain of every answer.
pub async fn sit(
    app: &App,
    kind: &str,
    module: Option<&str>,
    keys: &AnswerKeys,
    how: impl Fn(&Question) -> Answer,
) {
    let which = json!({ "course": COURSE, "kind": kind, "module": module, "again": false });
    let view = app.call("sitting_open", which).await.expect("the sitting");
    let sitting = view["sitting"].clone();
    for question in Sitting::of(&view, keys).questions {
        let Some(choice) = question.choice(how(&question)) else {
            // What is not answered counts as not known.
            continue;
        };
        let answer = json!({
            "sitting": sitting, "item": question.id, "option": question.options[choice],
            "confidence": 4, "seconds": 5,
        });
        app.call("item_answer", answer).await.expect("the answer");
    }
    let finished = app.call("sitting_finish", json!({ "sitting": sitting }));
    finished.await.expect("the result");
}

/// Waits for the two questions before a module and answers both.
pub async fn rate(app: &App, refreshed: &str, relevant: &str) {
    ratings(app).await;
    app.click_text("main", "label", refreshed).await;
    app.click_text("main", "label", relevant).await;
    app.click_text("main form", "button", "Continue ↵").await;
}

/// Waits for the two questions before a module and leaves both out.
pub async fn leave_out(app: &App) {
    ratings(app).await;
    app.press(&[keys::ENTER]).await;
}

/// Waits for the two questions before a module.
pub async fn ratings(app: &App) {
    app.until("[...document.querySelectorAll('main legend')].some((each) => each.textContent.includes('How relevant'))")
        .await;
}
