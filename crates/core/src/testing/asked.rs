//! A course with questions beside its lessons.
//!
//! Modules `m1` and `m2` have four lessons each (`l11` to `l24`) with items of all four forms:
//! `l11-a` to `l24-d`, each with the options `right` and `wrong`. `m3` has one lesson and no items.
//! Every lesson has a check `<lesson>-check`; `l22` brings tool t4 and `l31` tool t1.

use std::sync::Arc;

use chrono::Duration;

use super::Clock;
use crate::api::{
    Answer, CheckAnswer, ItemAnswer, LessonMark, PathChoice, PathSet, PathView, SittingKind,
    SittingOpen, SittingResult, SittingView,
};
use crate::app::{App, Changes, Environment, Write};
use crate::course::{self, CourseFiles};
use crate::db::{self, Folder};
use crate::{Result, assessment, path, progress};

/// Id of the course.
pub const ASKED: &str = "asked";

/// Its lessons in order.
pub const LESSONS: [&str; 9] = [
    "l11", "l12", "l13", "l14", "l21", "l22", "l23", "l24", "l31",
];

/// An answer: the option (`None` for “I don’t know”) and the confidence.
pub type Said = (Option<&'static str>, u8);
pub const RIGHT: Said = (Some("right"), 3);
pub const WRONG: Said = (Some("wrong"), 2);
pub const BLIND: Said = (Some("wrong"), 4);
pub const UNKNOWN: Said = (None, 1);

/// One item.
pub fn item(lesson: &str, form: char, prompt: &str) -> String {
    format!(
        "[[items]]\nid = \"{lesson}-{form}\"\nlesson = \"{lesson}\"\nform = \"{form}\"\nkind = \"scenario\"\n\
         prompt = \"{prompt}\"\nexplanation = \"Because.\"\n\
         [[items.options]]\nid = \"right\"\ntext = \"Right\"\ncorrect = true\nfeedback = \"Yes.\"\n\
         [[items.options]]\nid = \"wrong\"\ntext = \"Wrong\"\nfeedback = \"No.\"\n\n"
    )
}

/// The course's files at a revision.
pub fn files(revision: u32) -> CourseFiles {
    let mut files = CourseFiles::new();
    let head = format!(
        "format = 1\nid = \"{ASKED}\"\ntitle = \"Asked\"\nrevision = {revision}\nlanguage = \"en-GB\"\n\
         standfirst = \"A sample.\"\nauthors = [\"Somebody\"]\nabout = \"About it.\"\n"
    );
    files.insert("course.toml".to_owned(), head.into());
    for (number, title) in [(1, "First"), (2, "Second"), (3, "Third")] {
        let folder = format!("{number:02}-m{number}");
        let head = format!("id = \"m{number}\"\ntitle = \"{title}\"\nstandfirst = \"One.\"\n");
        files.insert(format!("{folder}/module.toml"), head.into());
        let mut items = String::new();
        for lesson in LESSONS
            .iter()
            .filter(|id| id.starts_with(&format!("l{number}")))
        {
            files.insert(format!("{folder}/{lesson}.md"), lesson_text(lesson).into());
            for form in ['a', 'b', 'c', 'd'] {
                items += &item(lesson, form, "Which?");
            }
        }
        if number < 3 {
            files.insert(format!("{folder}/items.toml"), items.into());
        }
    }
    files
}

fn lesson_text(id: &str) -> String {
    let tool = match id {
        "l22" => format!("```tool\nid = \"{id}-tool\"\ntool = \"t4\"\n```\n\n"),
        "l31" => format!("```tool\nid = \"{id}-tool\"\ntool = \"t1\"\n```\n\n"),
        _ => String::new(),
    };
    format!(
        "+++\nid = \"{id}\"\ntitle = \"About {id}\"\nobjective = \"Do it.\"\nminutes = 10\n\
         standfirst = \"One sentence.\"\n+++\n\nA paragraph. {{#{id}-p}}\n\n{tool}\
         ```check\nid = \"{id}-check\"\nkind = \"single\"\ndifficulty = 1\nprompt = \"Which?\"\n\
         [[options]]\nid = \"right\"\ntext = \"Right\"\ncorrect = true\nfeedback = \"Yes.\"\n\
         [[options]]\nid = \"wrong\"\ntext = \"Wrong\"\nfeedback = \"No.\"\n```\n"
    )
}

/// An app with the course installed.
pub struct Desk {
    pub app: App,
    pub clock: Arc<Clock>,
    _dir: tempfile::TempDir,
}

/// Opens a fresh folder and installs [`files`] at revision 1.
pub fn desk() -> Desk {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let clock = Clock::new();
    let app = App::new(
        db::open(&Folder::at(dir.path().join("data"))).expect("opens"),
        clock.clone(),
    );
    let desk = Desk {
        app,
        clock,
        _dir: dir,
    };
    desk.install(&files(1));
    desk
}

impl Desk {
    /// Writes, a minute after what was before.
    pub fn write<T>(
        &self,
        operation: impl FnOnce(&mut Write<'_>) -> Result<T>,
    ) -> Result<(T, Changes)> {
        self.clock.advance(Duration::minutes(1));
        self.app.write(operation)
    }

    pub fn install(&self, files: &CourseFiles) {
        self.write(|write| course::install(write, files, false))
            .expect("installs");
    }

    pub fn try_open(
        &self,
        kind: SittingKind,
        module: Option<&str>,
        again: bool,
    ) -> Result<SittingView> {
        let input = SittingOpen {
            course: ASKED.to_owned(),
            kind,
            module: module.map(str::to_owned),
            again,
        };
        self.write(|write| assessment::open(write, &input))
            .map(|(view, _)| view)
    }

    pub fn open(&self, kind: SittingKind, module: Option<&str>, again: bool) -> SittingView {
        self.try_open(kind, module, again).expect("opens")
    }

    pub fn answer(
        &self,
        sitting: &str,
        item: &str,
        (option, confidence): Said,
    ) -> Result<crate::api::ItemView> {
        let input = ItemAnswer {
            sitting: sitting.to_owned(),
            item: item.to_owned(),
            option: option.map(str::to_owned),
            confidence,
            seconds: 20,
        };
        self.write(|write| assessment::answer(write, &input))
            .map(|(view, _)| view)
    }

    pub fn finish(&self, sitting: &str) -> SittingResult {
        self.write(|write| assessment::finish(write, sitting))
            .expect("finishes")
            .0
    }

    /// Begins a new sitting, answers by lesson (right where nothing else is said) and finishes it.
    pub fn sit(
        &self,
        kind: SittingKind,
        module: Option<&str>,
        said: &[(&str, Said)],
    ) -> SittingResult {
        let view = self.open(kind, module, true);
        for item in &view.items {
            let lesson = &item.id[..3];
            let given = said.iter().find(|(of, _)| *of == lesson);
            self.answer(
                &view.sitting,
                &item.id,
                given.map_or(RIGHT, |(_, said)| *said),
            )
            .expect("answers");
        }
        self.finish(&view.sitting)
    }

    pub fn path(&self) -> PathView {
        self.app.read(|db| path::read(db, ASKED)).expect("reads")
    }

    pub fn try_choose(&self, choice: PathChoice) -> Result<PathView> {
        let input = PathSet {
            course: ASKED.to_owned(),
            choice,
        };
        self.write(|write| path::set(write, &input))
            .map(|(view, _)| view)
    }

    pub fn choose(&self, choice: PathChoice) -> PathView {
        self.try_choose(choice).expect("chooses")
    }

    pub fn mark(&self, lesson: &str, done: bool) {
        let input = LessonMark {
            course: ASKED.to_owned(),
            lesson: lesson.to_owned(),
            done,
        };
        self.write(|write| progress::mark(write, &input))
            .expect("marks");
    }

    pub fn check(&self, lesson: &str, option: &str, confidence: u8) {
        let input = CheckAnswer {
            course: ASKED.to_owned(),
            lesson: lesson.to_owned(),
            block: format!("{lesson}-check"),
            answer: Answer::Single {
                option: option.to_owned(),
            },
            confidence: Some(confidence),
            seconds: 5,
        };
        self.write(|write| progress::answer(write, &input))
            .expect("answers");
    }

    pub fn today(&self) -> crate::api::Today {
        let (now, date) = (self.clock.now(), self.clock.local_date());
        self.app
            .read(|db| progress::today(db, now, date))
            .expect("reads")
    }
}
