use super::{LONGEST, of_lesson, recent, save};
use crate::Code;
use crate::api::{WritingKind, WritingSave};
use crate::course;
use crate::testing::{Bench, COURSE, LESSON_ONE, bench, sample};

fn write_text(bench: &Bench, block: &str, text: &str) -> crate::Result<()> {
    let input = WritingSave {
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        block: block.to_owned(),
        text: text.to_owned(),
    };
    bench.app.write(|write| save(write, &input)).map(|_| ())
}

#[test]
fn reflections_and_drafts_are_kept_by_block() {
    let bench = bench();
    write_text(&bench, "one-reflect", "Mine.\n\n  Indented.").expect("saves");
    write_text(&bench, "one-cohort", "Theirs.").expect("saves");
    let kept = bench
        .app
        .read(|db| of_lesson(db, COURSE, "one"))
        .expect("reads");
    assert_eq!(kept["one-reflect"].text, "Mine.\n\n  Indented.");
    let kinds: Vec<_> = bench
        .app
        .read(|db| recent(db, COURSE, 9))
        .expect("reads")
        .into_iter()
        .map(|view| view.kind)
        .collect();
    assert!(kinds.contains(&WritingKind::Draft) && kinds.contains(&WritingKind::Reflection));
}

#[test]
fn empty_text_removes_and_too_long_text_changes_nothing() {
    let bench = bench();
    write_text(&bench, "one-reflect", "Kept.").expect("saves");
    let refused = write_text(&bench, "one-reflect", &"x".repeat(LONGEST + 1)).expect_err("refuses");
    assert_eq!(refused.code, Code::InvalidInput);
    assert_eq!(
        bench
            .app
            .read(|db| of_lesson(db, COURSE, "one"))
            .expect("reads")["one-reflect"]
            .text,
        "Kept."
    );
    write_text(&bench, "one-reflect", " \n").expect("removes");
    assert!(
        bench
            .app
            .read(|db| of_lesson(db, COURSE, "one"))
            .expect("reads")
            .is_empty()
    );
}

#[test]
fn only_prompts_take_writing() {
    let bench = bench();
    assert_eq!(
        write_text(&bench, "one-a", "x").expect_err("refuses").code,
        Code::InvalidInput
    );
    assert_eq!(
        write_text(&bench, "gone", "x").expect_err("refuses").code,
        Code::NotFound
    );
}

#[test]
fn a_text_outlives_the_prompt_that_a_revision_drops() {
    let bench = bench();
    write_text(&bench, "one-reflect", "Kept.").expect("saves");
    let without = LESSON_ONE.replace(
        "```reflection\nid = \"one-reflect\"\nprompt = \"And you?\"\n```\n\n",
        "",
    );
    bench
        .app
        .write(|write| course::install(write, &sample(2, &without), false))
        .expect("installs");
    assert!(
        bench
            .app
            .read(|db| of_lesson(db, COURSE, "one"))
            .expect("reads")
            .is_empty()
    );
    bench
        .app
        .write(|write| course::install(write, &sample(3, LESSON_ONE), false))
        .expect("installs");
    assert_eq!(
        bench
            .app
            .read(|db| of_lesson(db, COURSE, "one"))
            .expect("reads")["one-reflect"]
            .text,
        "Kept."
    );
}
