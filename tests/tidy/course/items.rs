//! Items outside the lessons: enough of them, parallel, and not to be guessed by their form.

use std::collections::BTreeSet;

use colloquy_core::course::{Body, Course, Item, ItemForm, Module};

use super::lessons::without_tags;

/// Items of a module: four lessons in four forms.
const ITEMS: usize = 16;
/// Options of an item.
const OPTIONS: usize = 4;
/// How often the right option of a module's items may stand in one place.
const SAME_PLACE: usize = 6;
/// Of ten items, in how many the right option may be the longest.
const LONGEST_OF_TEN: usize = 4;
/// So many words in a row that a lesson has too are a repetition.
const REPEATED: usize = 9;

/// What is unfair about items.
pub fn unfair(course: &Course) -> Vec<String> {
    let mut found = Vec::new();
    for module in &course.modules {
        let name = |what: String| format!("module {} {what}", module.id);
        if module.items.len() != ITEMS {
            found.push(name(format!(
                "has {} items, not {ITEMS}",
                module.items.len()
            )));
        }
        found.extend(missing_forms(module).into_iter().map(name));
        found.extend(by_form(&module.items).into_iter().map(name));
        for item in &module.items {
            found.extend(
                of_item(item)
                    .into_iter()
                    .map(|what| format!("item {} {what}", item.id)),
            );
        }
        found.extend(repeated(module));
    }
    found
}

fn missing_forms(module: &Module) -> Vec<String> {
    let mut found = Vec::new();
    for lesson in &module.lessons {
        let of_lesson = || module.items.iter().filter(|item| item.lesson == lesson.id);
        for form in [ItemForm::A, ItemForm::B, ItemForm::C, ItemForm::D] {
            if !of_lesson().any(|item| item.form == form) {
                found.push(format!("has no item {} for {}", form.letter(), lesson.id));
            }
        }
        let kinds: BTreeSet<String> = of_lesson().map(|i| format!("{:?}", i.kind)).collect();
        if kinds.len() > 1 {
            found.push(format!(
                "asks for {kinds:?} about {}: forms are parallel",
                lesson.id
            ));
        }
    }
    found
}

/// What gives the right option away over all items of a module.
fn by_form(items: &[Item]) -> Vec<String> {
    let mut found = Vec::new();
    let mut places = [0_usize; OPTIONS];
    let mut longest = 0;
    for item in items {
        let right = item.options.iter().position(|option| option.correct);
        if let Some(place) = right.and_then(|at| places.get_mut(at)) {
            *place += 1;
        }
        let length = |at: usize| item.options[at].html.chars().count();
        if let Some(right) = right
            && (0..item.options.len()).all(|at| at == right || length(at) < length(right))
        {
            longest += 1;
        }
    }
    if longest * 10 > items.len() * LONGEST_OF_TEN {
        found.push(format!(
            "the right option is the longest in {longest} of {}",
            items.len()
        ));
    }
    let most = SAME_PLACE.min(items.len().saturating_sub(1));
    for (place, count) in ["first", "second", "third", "fourth"].iter().zip(places) {
        if count > most {
            found.push(format!("the right option stands {place} {count} times"));
        }
    }
    found
}

fn of_item(item: &Item) -> Vec<String> {
    let mut found = Vec::new();
    if item.options.len() != OPTIONS {
        found.push(format!("has {} options, not {OPTIONS}", item.options.len()));
    }
    for option in &item.options {
        let text = option.html.to_lowercase();
        for phrase in [
            "all of the above",
            "none of the above",
            "both a and b",
            "all of these",
        ] {
            if text.contains(phrase) {
                found.push(format!("offers “{phrase}”"));
            }
        }
    }
    let texts: BTreeSet<&str> = item.options.iter().map(|o| o.html.as_str()).collect();
    if texts.len() < item.options.len() {
        found.push("offers the same twice".to_owned());
    }
    found
}

/// Items that ask in the words of a lesson of the module.
fn repeated(module: &Module) -> Vec<String> {
    let mut told = BTreeSet::new();
    for lesson in &module.lessons {
        for block in &lesson.blocks {
            told.extend(runs(&block.text));
            if let Body::Check(check) = &block.body {
                told.extend(runs(&without_tags(&check.prompt)));
            }
        }
    }
    let mut found = Vec::new();
    for item in &module.items {
        if let Some(run) = runs(&without_tags(&item.prompt))
            .into_iter()
            .find(|run| told.contains(run))
        {
            found.push(format!("item {} repeats the lesson: “{run}”", item.id));
        }
    }
    found
}

fn runs(text: &str) -> Vec<String> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(REPEATED).map(|run| run.join(" ")).collect()
}
