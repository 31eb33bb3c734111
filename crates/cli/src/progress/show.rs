//! `colloquy progress show`: one sentence, then a row a lesson.

use colloquy_core::api::{CourseRef, LessonFacts, LessonState, ProgressReport};

use crate::data::{self, Place};
use crate::failure::Failure;
use crate::print::{self, Printer};

/// Prints how far a course was read.
pub fn run(course: Option<&str>, place: &Place, printer: Printer) -> Result<(), Failure> {
    let host = place.ready()?;
    let course = data::course_or_current(&host, course)?;
    let report: ProgressReport = data::call(&host, "progress_read", &CourseRef { course })?;
    printer.answer(&report, text)
}

fn text(report: &ProgressReport) -> String {
    let rows: Vec<_> = report.lessons.iter().map(row).collect();
    let heading = ["", "Lesson", "State", "Read", "Time", "Checks", "Last read"];
    format!("{}\n\n{}", sentence(report), print::table(heading, &rows))
}

fn sentence(report: &ProgressReport) -> String {
    let lessons = &report.lessons;
    let done = lessons
        .iter()
        .filter(|lesson| lesson.state == LessonState::Done)
        .count();
    let checks: u32 = lessons.iter().map(|lesson| lesson.checks).sum();
    let answered: u32 = lessons.iter().map(|lesson| lesson.checks_answered).sum();
    let spent: u64 = lessons.iter().map(|lesson| u64::from(lesson.seconds)).sum();
    if lessons.iter().all(|lesson| lesson.opened_at.is_none()) {
        let all = print::count(lessons.len(), "lesson");
        return format!("Nothing was read yet of “{}”: {all}.", report.title);
    }
    format!(
        "{done} of {} of “{}” done, {answered} of {} answered, {} spent.",
        print::count(lessons.len(), "lesson"),
        report.title,
        print::count(checks, "check"),
        print::count(spent.div_ceil(60), "minute"),
    )
}

/// The state as it is written in JSON; in tables and CSV it reads the same.
pub(super) const fn state(state: LessonState) -> &'static str {
    match state {
        LessonState::New => "new",
        LessonState::Started => "started",
        LessonState::Done => "done",
        LessonState::Revised => "revised",
    }
}

fn row(lesson: &LessonFacts) -> [String; 7] {
    [
        lesson.number.clone(),
        lesson.title.clone(),
        state(lesson.state).to_owned(),
        format!("{:.0}%", lesson.fraction * 100.0),
        if lesson.seconds == 0 {
            String::new()
        } else {
            format!("{} min", lesson.seconds.div_ceil(60))
        },
        if lesson.checks == 0 {
            String::new()
        } else {
            format!("{}/{}", lesson.checks_answered, lesson.checks)
        },
        lesson
            .last_at
            .as_deref()
            .map(print::moment)
            .unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(number: &str, state: LessonState) -> LessonFacts {
        let opened = (state != LessonState::New).then(|| "2026-11-22T09:00:00.000Z".to_owned());
        LessonFacts {
            number: number.into(),
            lesson: "owns".into(),
            title: "What a director owns".into(),
            state,
            opened_at: opened.clone(),
            last_at: opened,
            completed_at: None,
            furthest_block: None,
            fraction: 0.256,
            seconds: 61,
            checks: 2,
            checks_answered: 1,
        }
    }

    fn report(lessons: Vec<LessonFacts>) -> ProgressReport {
        ProgressReport {
            course: "c".into(),
            title: "C".into(),
            revision: 1,
            lessons,
            attempts: Vec::new(),
        }
    }

    #[test]
    fn the_sentence_counts_what_was_done() {
        let report = report(vec![
            lesson("1.1", LessonState::Done),
            lesson("1.2", LessonState::New),
        ]);
        assert_eq!(
            sentence(&report),
            "1 of 2 lessons of “C” done, 2 of 4 checks answered, 3 minutes spent."
        );
    }

    #[test]
    fn an_unread_course_says_so() {
        assert_eq!(
            sentence(&report(vec![lesson("1.1", LessonState::New)])),
            "Nothing was read yet of “C”: 1 lesson."
        );
    }

    #[test]
    fn a_row_rounds_for_people() {
        let row = row(&lesson("1.1", LessonState::Started));
        assert_eq!(
            row[..6],
            [
                "1.1",
                "What a director owns",
                "started",
                "26%",
                "2 min",
                "1/2"
            ]
        );
    }
}
