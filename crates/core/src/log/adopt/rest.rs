//! Everything beside the lessons: tools, sittings, the path, review, dates, the direction.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{Deeds, queries};
use crate::Result;
use crate::assessment::event as assessment;
use crate::calendar::event as calendar;
use crate::direction::event as direction;
use crate::path::event as path;
use crate::review::event as review;
use crate::setting;
use crate::tool::event as tool;

pub(super) fn read(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    tools(db, deeds)?;
    sittings(db, deeds)?;
    for row in queries::ratings(db)? {
        let at = row.at.clone();
        deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &assessment::Rate {
                    course: &row.course,
                    module: &row.module,
                    years: row.years,
                    relevance: row.relevance,
                },
            )
        });
    }
    for row in queries::choices(db)? {
        let at = row.at.clone();
        deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &path::Choose {
                    course: &row.course,
                    of: &row.of,
                    key: &row.key,
                    value: Some(&row.value),
                },
            )
        });
    }
    cards(db, deeds)?;
    reviews(db, deeds)?;
    dates(db, deeds)?;
    for row in queries::sections(db)? {
        let at = row.at.clone();
        deeds.add(&at, 0, move |target, when| {
            let (section, text) = (row.section.as_str(), Some(row.text.as_str()));
            target.record(when, &direction::Write { section, text })
        });
    }
    if let Some(value) = queries::review_settings(db, setting::REVIEW)? {
        deeds.add("", 0, move |target, when| {
            let (name, value) = (setting::REVIEW, value.as_str());
            target.record(when, &setting::event::Set { name, value })
        });
    }
    Ok(())
}

/// A row of the history is a write whose value the next one overwrote; the last wrote what stands.
fn tools(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    let mut standing: HashMap<(String, String), (String, String)> = queries::fields(db)?
        .into_iter()
        .map(|row| ((row.tool, row.field), (row.value, row.at)))
        .collect();
    let history = queries::history(db)?;
    let same =
        |a: &queries::History, b: &queries::History| (&a.tool, &a.field) == (&b.tool, &b.field);
    for group in history.chunk_by(same) {
        let Some(first) = group.first() else { continue };
        let of = (first.tool.clone(), first.field.clone());
        let mut after = 0;
        // What was there before the history began.
        if first.value.is_some() {
            after = write(deeds, &of, first.value.clone(), &first.at, after);
        }
        let last = standing.remove(&of).map(|(value, _)| value);
        let next = group.iter().skip(1).map(|row| row.value.clone());
        for (row, value) in group.iter().zip(next.chain([last])) {
            after = write(deeds, &of, value, &row.at, after);
        }
    }
    for (of, (value, at)) in standing {
        write(deeds, &of, Some(value), &at, 0);
    }
    for row in queries::results(db)? {
        let (at, id, removed_at) = (row.at.clone(), row.id.clone(), row.removed_at.clone());
        let made = deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &tool::Keep {
                    id: &row.id,
                    tool: &row.tool,
                    label: &row.label,
                    fields: &row.fields,
                    summary: &row.summary,
                },
            )
        });
        if let Some(at) = removed_at {
            deeds.add(&at, made, move |target, when| {
                target.record(
                    when,
                    &tool::Remove {
                        id: &id,
                        removed: true,
                    },
                )
            });
        }
    }
    Ok(())
}

fn write(
    deeds: &mut Deeds,
    (tool, field): &(String, String),
    value: Option<String>,
    at: &str,
    after: i64,
) -> i64 {
    let (tool, field) = (tool.clone(), field.clone());
    deeds.add(at, after, move |target, when| {
        let fields = vec![tool::Field {
            name: &field,
            value: value.as_deref().map(Into::into),
        }];
        let tool = tool.as_str();
        target.record(when, &tool::Set { tool, fields })
    })
}

fn sittings(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    let mut asked: HashMap<String, Vec<queries::Asked>> = HashMap::new();
    for item in queries::asked(db)? {
        asked.entry(item.sitting.clone()).or_default().push(item);
    }
    for row in queries::sittings(db)? {
        let items = std::rc::Rc::new(asked.remove(&row.id).unwrap_or_default());
        let (id, started_at, finished_at) = (
            row.id.clone(),
            row.started_at.clone(),
            row.finished_at.clone(),
        );
        let asked = std::rc::Rc::clone(&items);
        let began = deeds.add(&started_at, 0, move |target, when| {
            let item = |asked| {
                let queries::Asked {
                    item,
                    module,
                    lesson,
                    body,
                    ..
                }: &queries::Asked = asked;
                assessment::Asked {
                    item,
                    module,
                    lesson,
                    body,
                }
            };
            target.record(
                when,
                &assessment::Open {
                    id: &row.id,
                    course: &row.course,
                    kind: &row.kind,
                    module: row.module.as_deref(),
                    items: asked.iter().map(item).collect(),
                },
            )
        });
        for (place, item) in items.iter().enumerate() {
            if let Some(at) = &item.answered_at {
                let items = std::rc::Rc::clone(&items);
                deeds.add(at, began, move |target, when| {
                    let item = &items[place];
                    target.record(
                        when,
                        &assessment::Answer {
                            sitting: &item.sitting,
                            item: &item.item,
                            option: item.option.as_deref(),
                            correct: item.correct.unwrap_or_default(),
                            confidence: item.confidence.unwrap_or(1),
                            seconds: item.seconds.unwrap_or_default(),
                        },
                    )
                });
            }
        }
        if let Some(at) = finished_at {
            deeds.add(&at, began, move |target, when| {
                target.record(when, &assessment::Finish { sitting: &id })
            });
        }
    }
    Ok(())
}

fn cards(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    for row in queries::cards(db)? {
        let row = std::rc::Rc::new(row);
        let card = std::rc::Rc::clone(&row);
        let is_by_rule = review::is_by_rule(&row.id);
        let made = deeds.add(&row.created_at, 0, move |target, when| {
            let (id, origin) = (card.id.as_str(), card.origin.as_str());
            if is_by_rule {
                let removed = true;
                return target.record(
                    when,
                    &review::RemoveCard {
                        id,
                        origin,
                        removed,
                    },
                );
            }
            let (front, back) = (card.front.as_str(), card.back.as_str());
            target.record(
                when,
                &review::AddCard {
                    id,
                    origin,
                    front,
                    back,
                },
            )
        });
        let at = match &row.removed_at {
            // Taken away when its row was made: that is said.
            Some(at) if is_by_rule && *at == row.created_at => continue,
            Some(at) => at.clone(),
            None if is_by_rule => row.created_at.clone(),
            None => continue,
        };
        deeds.add(&at, made, move |target, when| {
            target.record(
                when,
                &review::RemoveCard {
                    id: &row.id,
                    origin: &row.origin,
                    removed: row.removed_at.is_some(),
                },
            )
        });
    }
    Ok(())
}

fn reviews(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    for row in queries::reviews(db)? {
        let (at, id, undone_at) = (row.at.clone(), row.id.clone(), row.undone_at.clone());
        let rated = deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &review::Rate {
                    id: &row.id,
                    card: &row.card,
                    day: &row.day,
                    rating: row.rating,
                    ms: row.ms,
                },
            )
        });
        if let Some(at) = undone_at {
            deeds.add(&at, rated, move |target, when| {
                target.record(when, &review::Undo { review: &id })
            });
        }
    }
    Ok(())
}

fn dates(db: &Connection, deeds: &mut Deeds) -> Result<()> {
    for row in queries::deadlines(db)? {
        let (id, done_at, removed_at) = (row.id.clone(), row.done_at, row.removed_at);
        let made = deeds.add(&row.created_at, 0, move |target, when| {
            target.record(
                when,
                &calendar::Deadline {
                    id: &row.id,
                    title: &row.title,
                    date: &row.date,
                },
            )
        });
        if let Some(at) = done_at {
            let id = id.clone();
            deeds.add(&at, made, move |target, when| {
                let (id, done) = (id.as_str(), true);
                target.record(when, &calendar::Done { id, done })
            });
        }
        if let Some(at) = removed_at {
            deeds.add(&at, made, move |target, when| {
                let (id, removed) = (id.as_str(), true);
                target.record(when, &calendar::Remove { id, removed })
            });
        }
    }
    for row in queries::entries(db)? {
        let at = row.at.clone();
        deeds.add(&at, 0, move |target, when| {
            target.record(
                when,
                &calendar::Entry {
                    uid: &row.uid,
                    sequence: row.sequence,
                    content: &row.content,
                },
            )
        });
    }
    Ok(())
}
