//! What a card asks and answers, and where it belongs.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::deck::{Entry, Source};
use super::queries;
use crate::api::{CardOrigin, CardView, CheckForm, CheckView, LessonRef};
use crate::course::{self, Body, Check, Key, Lesson, escape, plain};
use crate::{Error, Result, app, progress};

/// Both sides of a card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Face {
    pub origin: CardOrigin,
    pub front: String,
    pub back: String,
    /// The sides are markup.
    pub markup: bool,
    /// The question alone, plain text.
    pub asks: String,
    pub place: String,
    pub lesson: Option<LessonRef>,
}

/// The sides of some cards, by card id.
pub(super) struct Faces(HashMap<String, Face>);

impl Faces {
    /// Reads the sides of these cards: one query for each kind, and each lesson once.
    pub(super) fn read(db: &Connection, entries: &[&Entry]) -> Result<Self> {
        let mut faces = Self(HashMap::new());
        if entries.is_empty() {
            return Ok(faces);
        }
        let places = Places::read(db)?;
        faces.checks(db, entries, &places)?;
        faces.terms(db, entries, &places)?;
        faces.own(db, entries, &places)?;
        Ok(faces)
    }

    /// The sides of a card.
    ///
    /// # Errors
    /// `not_found` when it was not among those read.
    pub(super) fn of(&self, entry: &Entry) -> Result<&Face> {
        self.0
            .get(&entry.id)
            .ok_or_else(|| Error::not_found("card", &entry.id))
    }

    fn checks(&mut self, db: &Connection, entries: &[&Entry], places: &Places) -> Result<()> {
        let mut lessons: HashMap<(&str, &str), Lesson> = HashMap::new();
        for entry in entries {
            let Source::Check {
                course,
                lesson,
                block,
            } = &entry.source
            else {
                continue;
            };
            let key = (course.as_str(), lesson.as_str());
            let lesson_read = match lessons.entry(key) {
                Slot::Occupied(known) => known.into_mut(),
                Slot::Vacant(slot) => slot.insert(course::lesson(db, course, lesson)?),
            };
            let found = lesson_read.blocks.iter().find(|found| found.id == *block);
            if let Some(Body::Check(check)) = found.map(|found| &found.body) {
                let (front, back) = check_sides(block, check);
                let asks = plain(&check.prompt);
                self.by_rule(entry, [front, back, asks], places.at(course, lesson));
            }
        }
        Ok(())
    }

    fn terms(&mut self, db: &Connection, entries: &[&Entry], places: &Places) -> Result<()> {
        let wanted: HashMap<&str, &Entry> = entries
            .iter()
            .filter(|entry| matches!(entry.source, Source::Term { .. }))
            .map(|entry| (entry.id.as_str(), *entry))
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let ids = serde_json::to_string(&wanted.keys().collect::<Vec<_>>())?;
        for [id, term, meaning] in queries::terms(db, &ids)? {
            let Some((entry, Source::Term { course, lesson, .. })) =
                wanted.get(id.as_str()).map(|entry| (*entry, &entry.source))
            else {
                continue;
            };
            let front = format!("<p>{}</p>", escape(&term));
            let back = format!("<p>{meaning}</p>");
            self.by_rule(entry, [front, back, term], places.at(course, lesson));
        }
        Ok(())
    }

    fn own(&mut self, db: &Connection, entries: &[&Entry], places: &Places) -> Result<()> {
        let ids: Vec<&str> = entries
            .iter()
            .filter(|entry| entry.source == Source::Own)
            .map(|entry| entry.id.as_str())
            .collect();
        if ids.is_empty() {
            return Ok(());
        }
        let mut cards = Vec::new();
        for card in queries::own_cards(db, &serde_json::to_string(&ids)?)? {
            let origin: CardOrigin = serde_json::from_str(&card.origin)?;
            cards.push((card, origin));
        }
        let named: Vec<&str> = cards
            .iter()
            .filter_map(|(_, origin)| named(origin))
            .collect();
        let of: HashMap<String, [String; 2]> =
            queries::places(db, &serde_json::to_string(&named)?)?
                .into_iter()
                .map(|[id, course, lesson]| (id, [course, lesson]))
                .collect();
        for (card, origin) in cards {
            let at = named_place(&origin, &of);
            let (place, lesson) = at.map_or_else(Default::default, |[course, lesson]| {
                places.at(course, lesson)
            });
            let face = Face {
                asks: card.front.clone(),
                origin,
                front: card.front,
                back: card.back,
                markup: false,
                place,
                lesson,
            };
            self.0.insert(card.id, face);
        }
        Ok(())
    }

    fn by_rule(
        &mut self,
        entry: &Entry,
        [front, back, asks]: [String; 3],
        (place, lesson): (String, Option<LessonRef>),
    ) {
        let Some(origin) = entry.source.origin() else {
            return;
        };
        let face = Face {
            origin,
            front,
            back,
            markup: true,
            asks,
            place,
            lesson,
        };
        self.0.insert(entry.id.clone(), face);
    }
}

/// The highlight or note that an origin names.
fn named(origin: &CardOrigin) -> Option<&str> {
    match origin {
        CardOrigin::Highlight { highlight: id } | CardOrigin::Note { note: id } => Some(id),
        _ => None,
    }
}

fn named_place<'a>(
    origin: &CardOrigin,
    of: &'a HashMap<String, [String; 2]>,
) -> Option<&'a [String; 2]> {
    named(origin).and_then(|id| of.get(id))
}

/// Number and title of every installed lesson.
struct Places(HashMap<(String, String), String>);

impl Places {
    fn read(db: &Connection) -> Result<Self> {
        let names = queries::lesson_names(db)?.into_iter();
        Ok(Self(
            names
                .map(|name| ((name.course, name.lesson), name.name))
                .collect(),
        ))
    }

    /// How a lesson is called and the way to it; nothing when it is not installed.
    fn at(&self, course: &str, lesson: &str) -> (String, Option<LessonRef>) {
        let key = (course.to_owned(), lesson.to_owned());
        self.0
            .get(&key)
            .map_or_else(Default::default, |name| (name.clone(), Some(key.into())))
    }
}

impl From<(String, String)> for LessonRef {
    fn from((course, lesson): (String, String)) -> Self {
        Self { course, lesson }
    }
}

/// A card as it is shown.
pub(super) fn view(faces: &Faces, entry: &Entry, now: DateTime<Utc>) -> Result<CardView> {
    let face = faces.of(entry)?.clone();
    let memory = entry.memory.as_ref();
    Ok(CardView {
        id: entry.id.clone(),
        origin: face.origin,
        front: face.front,
        back: face.back,
        markup: face.markup,
        place: face.place,
        lesson: face.lesson,
        due: entry.due.map(|due| due.to_string()),
        reviews: memory.map_or(0, |memory| memory.reviews),
        lapses: memory.map_or(0, |memory| memory.lapses),
        last_at: memory.map(|memory| app::stamp(memory.last_at)),
        recall: memory.map(|memory| memory.recall(now)),
        removed: entry.removed,
    })
}

/// The question of a check with its options as a lesson shows them, and the right answer with the
/// feedback on it.
fn check_sides(block: &str, check: &Check) -> (String, String) {
    let shown = progress::show_check(block, check.clone());
    let explanation = check.explanation.as_deref().unwrap_or_default();
    (
        front(&shown),
        format!("{}{explanation}", right_answer(&check.key)),
    )
}

fn front(check: &CheckView) -> String {
    let mut html = check.prompt.clone();
    if let Some(unit) = &check.unit {
        html.push_str(&format!("<p>({})</p>", escape(unit)));
    }
    if !check.options.is_empty() {
        html.push_str(&list("ul", check.options.iter().map(|choice| &choice.html)));
    }
    if check.form == CheckForm::Matching {
        let targets = check.targets.iter();
        let targets = targets.map(|target| format!("<strong>{}</strong>", target.html));
        html.push_str(&list("ul", targets));
    }
    html
}

fn right_answer(key: &Key) -> String {
    match key {
        Key::Single { options } => {
            let right = options.iter().filter(|option| option.correct);
            right
                .map(|option| told(&option.html, &option.feedback))
                .collect()
        }
        Key::Multiple { options } => {
            let right = options.iter().filter(|option| option.correct);
            list(
                "ul",
                right.map(|option| told(&option.html, &option.feedback)),
            )
        }
        Key::Ordering { options } => {
            let right = options.iter();
            list(
                "ol",
                right.map(|option| told(&option.html, &option.feedback)),
            )
        }
        Key::Matching { targets, options } => {
            let right = options.iter().map(|option| {
                let target = targets.iter().find(|target| target.id == option.target);
                let target = target.map_or("", |target| target.html.as_str());
                let pair = format!("{} → {target}", option.html);
                told(&pair, &option.feedback)
            });
            list("ul", right)
        }
        Key::Numeric {
            answer,
            unit,
            feedback,
            ..
        } => {
            let unit = unit.as_deref().unwrap_or_default();
            let value = escape(format!("{answer} {unit}").trim());
            format!("<p><strong>{value}</strong></p>{feedback}")
        }
    }
}

/// An option with what is said about it (paragraphs).
fn told(option: &str, feedback: &str) -> String {
    format!("<p><strong>{option}</strong></p>{feedback}")
}

fn list(tag: &str, items: impl Iterator<Item = impl AsRef<str>>) -> String {
    let items: String = items
        .map(|item| format!("<li>{}</li>", item.as_ref()))
        .collect();
    format!("<{tag}>{items}</{tag}>")
}
