//! `colloquy path`: the reader's own path, with a reason for every step.

use colloquy_core::api::{CourseRef, PathLevel, PathModule, PathStep, PathView, StepKind};

use crate::args::PathCommand;
use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};

/// Runs a command about the path.
pub fn run(command: &PathCommand, place: &Place, printer: Printer) -> Result<(), Failure> {
    match command {
        PathCommand::Show { course } => show(course.as_deref(), place, printer),
    }
}

fn show(course: Option<&str>, place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.ready()?;
    let course = data::course_or_current(&host, course)?;
    let path: PathView = data::call(&host, "path_read", &CourseRef { course })?;
    printer.answer(&path, text)
}

fn text(path: &PathView) -> String {
    let modules: Vec<_> = path.modules.iter().map(module).collect();
    let steps: Vec<_> = path.steps.iter().map(step).collect();
    format!(
        "{}\n\n{}\n{}",
        sentence(path),
        print::table(["", "Module", "Taken", "Why"], &modules),
        print::table(["", "Step", "State", "Left", "Why"], &steps)
    )
}

fn sentence(path: &PathView) -> String {
    let mut text = format!(
        "{} of {} on your path through “{}” done, {} left",
        path.done,
        print::count(path.lessons, "lesson"),
        path.course_title,
        print::count(path.minutes_left, "minute"),
    );
    if path.minutes_saved > 0 {
        let saved = print::count(path.minutes_saved, "minute");
        text.push_str(&format!("; {saved} shorter than the whole course"));
    }
    text + "."
}

fn module(module: &PathModule) -> [String; 4] {
    let level = match module.level {
        PathLevel::Core => "core",
        PathLevel::Targeted => "targeted",
        PathLevel::FastTrack => "fast-track",
    };
    [
        module.module.number.to_string(),
        module.module.title.clone(),
        level.to_owned(),
        module.why.clone(),
    ]
}

fn step(step: &PathStep) -> [String; 5] {
    let title = match step.kind {
        StepKind::Lesson => step.title.clone(),
        StepKind::Tool => format!("Tool: {}", step.title),
        StepKind::FastTrack => format!("Fast-track: {}", step.title),
    };
    let state = match (step.done, step.optional, step.first) {
        (true, _, _) => "done",
        (false, true, _) => "optional",
        (false, false, true) => "first",
        (false, false, false) => "to do",
    };
    [
        step.number.clone(),
        title,
        state.to_owned(),
        if step.minutes_left == 0 {
            String::new()
        } else {
            format!("{} min", step.minutes_left)
        },
        step.why.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(lessons: u32, minutes_saved: u32) -> PathView {
        PathView {
            course: "c".into(),
            course_title: "C".into(),
            assessed_at: None,
            paused: false,
            has_items: true,
            everything: false,
            post_at: None,
            lessons,
            done: 1,
            minutes: 30,
            minutes_left: 20,
            minutes_saved,
            modules: Vec::new(),
            steps: Vec::new(),
        }
    }

    #[test]
    fn the_sentence_says_what_the_path_saves() {
        assert_eq!(
            sentence(&path(3, 0)),
            "1 of 3 lessons on your path through “C” done, 20 minutes left."
        );
        assert_eq!(
            sentence(&path(1, 70)),
            "1 of 1 lesson on your path through “C” done, 20 minutes left; 70 minutes shorter than the whole course."
        );
    }
}
