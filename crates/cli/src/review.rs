//! `colloquy review`: what to ask today, rating, cards, settings.

use colloquy_core::api::{
    CardFilter, CardList, CardRef, CardView, Nothing, Rating, ReviewDay, ReviewRate, ReviewSettings,
};

use crate::args::{CardsOptions, RatingWord, ReviewCommand, SettingsOptions, Weekday};
use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};

/// Weekdays in the order of the settings.
const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];
/// Questions are cut after so many characters in tables.
const QUESTION_CHARS: usize = 60;

/// Runs a command about review.
pub fn run(command: &ReviewCommand, place: &Place, printer: Printer) -> Result<(), Failure> {
    match command {
        ReviewCommand::Show => show(place, printer),
        ReviewCommand::Rate { card, rating } => rate(card, *rating, place, printer),
        ReviewCommand::Undo => undo(place, printer),
        ReviewCommand::Cards(options) => cards(options, place, printer),
        ReviewCommand::Settings(options) => settings(options, place, printer),
    }
}

fn show(place: &Place, printer: Printer) -> Result<(), Failure> {
    let day: ReviewDay = data::call(&place.ready()?, "review_read", &Nothing {})?;
    printer.answer(&day, day_text)
}

fn undo(place: &Place, printer: Printer) -> Result<(), Failure> {
    let day: ReviewDay = data::call(&place.ready()?, "review_undo", &Nothing {})?;
    printer.answer(&day, |day| {
        format!("The last review of today was taken back. {}", sentence(day))
    })
}

/// Time is not taken: it isn't known when the question was read.
fn rate(card: &str, rating: RatingWord, place: &Place, printer: Printer) -> Result<(), Failure> {
    let request = ReviewRate {
        id: None,
        card: card.to_owned(),
        rating: match rating {
            RatingWord::Again => Rating::Again,
            RatingWord::Hard => Rating::Hard,
            RatingWord::Good => Rating::Good,
            RatingWord::Easy => Rating::Easy,
        },
        ms: 0,
    };
    let day: ReviewDay = data::call(&place.ready()?, "review_rate", &request)?;
    printer.answer(&day, sentence)
}

fn day_text(day: &ReviewDay) -> String {
    let mut text = sentence(day);
    if !day.queue.is_empty() {
        let rows: Vec<_> = day
            .queue
            .iter()
            .map(|next| {
                let recall = next.card.recall;
                [
                    next.card.id.clone(),
                    recall.map_or_else(|| "new".to_owned(), percent),
                    next.card.place.clone(),
                    question(&next.card),
                ]
            })
            .collect();
        let heading = ["Card", "Recall", "Place", "Question"];
        text += &format!("\n\n{}", print::table(heading, &rows));
    }
    let ahead: Vec<_> = day.ahead.iter().filter(|load| load.cards > 0).collect();
    if !ahead.is_empty() {
        let rows: Vec<_> = ahead
            .iter()
            .map(|load| {
                let easy = if load.easy { "easy day" } else { "" };
                [load.date.clone(), load.cards.to_string(), easy.to_owned()]
            })
            .collect();
        text += &format!("\n\n{}", print::table(["Ahead", "Cards", ""], &rows));
    }
    text
}

fn sentence(day: &ReviewDay) -> String {
    let done = match day.done {
        0 => String::new(),
        done => format!(" {} done today.", print::count(done, "card")),
    };
    if day.queue.is_empty() {
        let next = match &day.next {
            Some(next) => format!("The next comes on {next}."),
            None => "None is scheduled.".to_owned(),
        };
        return format!("Nothing is left to review today.{done} {next}");
    }
    let waiting = match day.waiting {
        0 => String::new(),
        waiting => format!(" {waiting} more are due and wait."),
    };
    format!(
        "{} to review today, about {}.{done}{waiting}",
        print::count(day.queue.len(), "card"),
        print::count(day.minutes, "minute")
    )
}

fn cards(options: &CardsOptions, place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.ready()?;
    let single = [
        (&options.remove, "card_remove", "Taken away"),
        (&options.restore, "card_restore", "Brought back"),
    ];
    for (card, command, done) in single {
        if let Some(card) = card {
            let wanted = CardRef { card: card.clone() };
            let card: CardView = data::call(&host, command, &wanted)?;
            return printer.answer(&card, |card| format!("{done}: {}", question(card)));
        }
    }
    let filter = CardFilter {
        words: options.words.join(" "),
        removed: options.removed,
        from: options.from,
        most: options.limit,
    };
    let list: CardList = data::call(&host, "card_list", &filter)?;
    printer.answer(&list, |list| list_text(list, options.removed))
}

fn list_text(list: &CardList, removed: bool) -> String {
    let kind = if removed { " taken away" } else { "" };
    if list.cards.is_empty() {
        return format!("There are no such cards{kind}.");
    }
    let rows: Vec<_> = list
        .cards
        .iter()
        .map(|card| {
            [
                card.id.clone(),
                card.due.clone().unwrap_or_else(|| "new".to_owned()),
                card.reviews.to_string(),
                card.place.clone(),
                question(card),
            ]
        })
        .collect();
    let shown = if rows.len() < list.total as usize {
        format!(", {} of them here", rows.len())
    } else {
        String::new()
    };
    format!(
        "{}{kind}{shown}.\n\n{}",
        print::count(list.total, "card"),
        print::table(["Card", "Due", "Reviews", "Place", "Question"], &rows)
    )
}

/// The question on one line, without markup.
fn question(card: &CardView) -> String {
    let text = if card.markup {
        colloquy_core::course::plain_text(&card.front)
    } else {
        card.front.clone()
    };
    colloquy_core::course::excerpt(&text, QUESTION_CHARS)
}

fn settings(options: &SettingsOptions, place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.ready()?;
    let day: ReviewDay = data::call(&host, "review_read", &Nothing {})?;
    let mut settings = day.settings.clone();
    if let Some(cap) = options.cap {
        settings.cap = cap;
    }
    if let Some(new_cap) = options.new_cap {
        settings.new_cap = new_cap;
    }
    if let Some(retention) = options.retention {
        settings.retention = retention;
    }
    if let Some(easy) = &options.easy {
        settings.easy = WEEK.map(|day| easy.contains(&day));
    }
    if options.no_easy {
        settings.easy = [false; 7];
    }
    if let Some(checks) = options.checks {
        settings.checks = checks.is_on();
    }
    if let Some(terms) = options.terms {
        settings.terms = terms.is_on();
    }
    if settings != day.settings {
        let day: ReviewDay = data::call(&host, "review_set", &settings)?;
        settings = day.settings;
    }
    printer.answer(&settings, settings_text)
}

fn settings_text(settings: &ReviewSettings) -> String {
    let easy: Vec<&str> = WEEK
        .iter()
        .zip(settings.easy)
        .filter_map(|(day, easy)| easy.then_some(day.word()))
        .collect();
    let easy = if easy.is_empty() {
        "none".to_owned()
    } else {
        easy.join(", ")
    };
    let switch = |on| if on { "on" } else { "off" }.to_owned();
    print::pairs(&[
        ["Cards a day".to_owned(), settings.cap.to_string()],
        ["New cards a day".to_owned(), settings.new_cap.to_string()],
        ["To remember".to_owned(), percent(settings.retention)],
        ["Easy days (half)".to_owned(), easy],
        ["Cards of missed checks".to_owned(), switch(settings.checks)],
        ["Cards of terms".to_owned(), switch(settings.terms)],
    ])
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
