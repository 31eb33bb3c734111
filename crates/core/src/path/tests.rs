use chrono::Duration;

use super::read;
use crate::Code;
use crate::api::{
    FastStanding, Finding, ModuleRate, PathChoice, PathLevel, PathModule, PathStep, PathView,
    SittingKind, StepKind, ToolSave, Topic,
};
use crate::assessment;
use crate::testing::asked::{
    ASKED, BLIND, Desk, LESSONS, RIGHT, Said, UNKNOWN, WRONG, desk, files, item,
};
use crate::testing::{COURSE, bench};

use PathLevel::{Core, FastTrack, Targeted};

const PRE: SittingKind = SittingKind::Pre;
const FAST: SittingKind = SittingKind::Fast;
const POST: SittingKind = SittingKind::Post;

/// All of module 1 missed, nothing of module 2.
const FIRST_MISSED: [(&str, Said); 4] = [
    ("l11", WRONG),
    ("l12", UNKNOWN),
    ("l13", WRONG),
    ("l14", WRONG),
];

fn module<'a>(path: &'a PathView, id: &str) -> &'a PathModule {
    let found = path.modules.iter().find(|module| module.module.id == id);
    found.expect("a module")
}

fn step<'a>(path: &'a PathView, lesson: &str) -> &'a PathStep {
    let found = path
        .steps
        .iter()
        .find(|step| step.kind == StepKind::Lesson && step.lesson == lesson);
    found.expect("a step")
}

/// Lessons on the path, in its order.
fn on(path: &PathView) -> Vec<&str> {
    path.steps
        .iter()
        .filter(|step| step.kind == StepKind::Lesson && !step.optional)
        .map(|step| step.lesson.as_str())
        .collect()
}

/// Every step in short: lessons by id, tools by name, fast-tracks by module.
fn order(path: &PathView) -> Vec<String> {
    path.steps
        .iter()
        .map(|step| match step.kind {
            StepKind::Lesson => step.lesson.clone(),
            StepKind::Tool => step.tool.clone().expect("a tool"),
            StepKind::FastTrack => format!("fast-{}", step.module),
        })
        .collect()
}

fn choose_module(desk: &Desk, id: &str, level: Option<PathLevel>) -> PathView {
    desk.choose(PathChoice::Module {
        module: id.to_owned(),
        level,
    })
}

fn choose_lesson(desk: &Desk, id: &str, on: Option<bool>) -> PathView {
    desk.choose(PathChoice::Lesson {
        lesson: id.to_owned(),
        on,
    })
}

fn next(desk: &Desk) -> Option<String> {
    desk.today().lesson.map(|lesson| lesson.id)
}

#[test]
fn without_a_pre_assessment_every_lesson_is_on_the_path_in_course_order() {
    let desk = desk();
    let path = desk.path();
    assert_eq!(on(&path), LESSONS);
    assert_eq!(
        order(&path),
        [
            "l11", "l12", "l13", "l14", "l21", "l22", "t4", "l23", "l24", "l31", "t1"
        ]
    );
    assert_eq!((path.lessons, path.done), (9, 0));
    assert_eq!(
        (path.minutes, path.minutes_left, path.minutes_saved),
        (90, 90, 0)
    );
    assert!(path.has_items && !path.paused && !path.everything);
    assert_eq!((&path.assessed_at, &path.post_at), (&None, &None));
    for module in &path.modules {
        assert_eq!(
            (module.level, module.chosen, &module.need),
            (Core, false, &None)
        );
        assert_eq!(
            module.why,
            "Without a pre-assessment every lesson is on your path."
        );
    }
    let fast: Vec<_> = path.modules.iter().map(|module| module.fast).collect();
    assert_eq!(
        fast,
        [FastStanding::Open, FastStanding::Open, FastStanding::None]
    );
    let bench = bench();
    let path = bench.app.read(|db| read(db, COURSE)).expect("reads");
    assert!(!path.has_items);
    assert_eq!(
        path.modules[0].why,
        "This course has no pre-assessment, so every lesson is on your path."
    );
    assert_eq!(
        bench
            .app
            .read(|db| read(db, "none"))
            .expect_err("refuses")
            .code,
        Code::NotFound
    );
}

#[test]
fn from_the_pre_assessment_by_a_passed_fast_track_to_the_post_test() {
    let desk = desk();
    let today = desk.today().path.expect("a path");
    assert!(today.offer && !today.assessed && today.lessons == 9);
    let paused = desk.open(PRE, None, false);
    let today = desk.today().path.expect("a path");
    assert!(!today.offer && today.paused && desk.path().paused);
    for item in &paused.items {
        let said = FIRST_MISSED.iter().find(|(id, _)| item.id.starts_with(id));
        let said = said.map_or(RIGHT, |(_, said)| *said);
        desk.answer(&paused.sitting, &item.id, said)
            .expect("answers");
    }
    let pre = desk.finish(&paused.sitting);
    let path = desk.path();
    assert_eq!(path.assessed_at, pre.view.finished_at);
    assert!(!path.paused && desk.today().path.expect("a path").assessed);

    // Module 1: 45 + 15 with nothing said is exactly 60; module 2: 15.
    let (one, two) = (module(&path, "m1"), module(&path, "m2"));
    assert_eq!((one.level, two.level), (Core, FastTrack));
    let need = one.need.as_ref().expect("a need");
    assert_eq!((need.need, need.score, need.blind), (60.0, 0.0, 0.0));
    assert_eq!((need.recency, need.relevance), (50.0, 50.0));
    assert_eq!((need.correct, need.asked), (0, 4));
    assert_eq!(
        need.missed,
        ["About l11", "About l12", "About l13", "About l14"]
    );
    assert_eq!(
        one.why,
        "You missed all four questions here. So every lesson is on your path."
    );
    assert_eq!(
        two.why,
        "You answered all four questions well. The fast-track asks five more, and four right ones credit the lessons."
    );
    assert_eq!(
        module(&path, "m3").why,
        "The pre-assessment asked nothing about this module, so every lesson is on your path."
    );
    assert_eq!(
        order(&path),
        [
            "l11", "l12", "l13", "l14", "fast-m2", "l21", "l22", "t4", "l23", "l24", "l31", "t1"
        ]
    );
    assert_eq!(on(&path), ["l11", "l12", "l13", "l14", "l31"]);
    assert_eq!(
        (path.lessons, path.minutes, path.minutes_saved),
        (5, 50, 40)
    );
    assert_eq!(
        step(&path, "l21").why,
        "The fast-track can credit it with five questions."
    );
    assert_eq!(
        step(&path, "l12").why,
        "You did not know the answer to its question."
    );
    let track = path
        .steps
        .iter()
        .find(|step| step.kind == StepKind::FastTrack)
        .expect("a step");
    assert_eq!(
        (track.done, track.minutes_left, track.number.as_str()),
        (false, 4, "2")
    );
    assert_eq!(
        track.why,
        "It asks five questions, and four right answers credit the lessons of this module."
    );

    let begun = desk.open(FAST, Some("m2"), false);
    assert_eq!(module(&desk.path(), "m2").fast, FastStanding::Paused);
    for item in &begun.items {
        desk.answer(&begun.sitting, &item.id, RIGHT)
            .expect("answers");
    }
    assert_eq!(desk.finish(&begun.sitting).passed, Some(true));
    let path = desk.path();
    let two = module(&path, "m2");
    assert_eq!(
        (two.level, two.fast, two.lessons),
        (FastTrack, FastStanding::Passed, 0)
    );
    assert_eq!(
        two.why,
        "You answered five of five questions of the fast-track well. Its lessons are credited, so they are optional."
    );
    assert_eq!(on(&path), ["l11", "l12", "l13", "l14", "l31"]);
    let done: Vec<_> = path
        .steps
        .iter()
        .filter(|step| step.done)
        .map(|step| step.kind)
        .collect();
    assert_eq!(done, [StepKind::FastTrack]);
    assert_eq!(
        step(&path, "l21").why,
        "You passed the fast-track, which credits it."
    );
    assert!(order(&path).contains(&"t4".to_owned()), "its tool stays");

    // What is done stays in its place; Today follows the path and ends with it.
    for lesson in ["l11", "l12", "l13", "l14", "l31"] {
        assert_eq!(next(&desk).as_deref(), Some(lesson));
        desk.mark(lesson, true);
    }
    let path = desk.path();
    assert_eq!(
        order(&path)[..6],
        ["l11", "l12", "l13", "l14", "fast-m2", "l21"]
    );
    assert_eq!((path.done, path.minutes_left), (5, 0));
    assert_eq!(desk.today().finding, Finding::Finished);
    let post = desk.sit(POST, None, &[]);
    assert_eq!(post.gained, Some(50.0));
    assert_eq!(desk.path().post_at, post.view.finished_at);
}

#[test]
fn a_failed_fast_track_makes_a_targeted_module() {
    let desk = desk();
    desk.sit(PRE, None, &[("l21", WRONG)]);
    // 11.25 + 15
    let path = desk.path();
    assert_eq!(module(&path, "m2").level, FastTrack);
    assert_eq!(
        module(&path, "m2").need.as_ref().expect("a need").need,
        26.25
    );
    let fast = desk.sit(FAST, Some("m2"), &[("l22", WRONG), ("l23", UNKNOWN)]);
    assert_eq!(fast.passed, Some(false));
    let path = desk.path();
    let two = module(&path, "m2");
    assert_eq!(
        (two.level, two.advised, two.chosen, two.fast),
        (Targeted, Targeted, false, FastStanding::Failed)
    );
    assert_eq!(
        on(&path)
            .into_iter()
            .filter(|id| id.starts_with("l2"))
            .collect::<Vec<_>>(),
        ["l21", "l22", "l23"]
    );
    assert_eq!(
        step(&path, "l21").why,
        "You missed its question in the pre-assessment."
    );
    assert_eq!(
        step(&path, "l23").why,
        "You missed its question in the fast-track."
    );
    assert_eq!(step(&path, "l24").why, "You answered its question well.");
    assert!(
        two.why.ends_with(
            "and it takes four. The misses were about “About l21”, “About l22” and “About l23”; what you answered well is optional."
        ),
        "{}",
        two.why
    );
    // Chosen again it can be tried again, until it is failed again.
    let path = choose_module(&desk, "m2", Some(FastTrack));
    assert_eq!(
        (module(&path, "m2").level, module(&path, "m2").chosen),
        (FastTrack, true)
    );
    assert_eq!(
        module(&path, "m2").why,
        "You chose the fast-track. Your answers alone advise only the lessons that you missed."
    );
    desk.sit(FAST, Some("m2"), &[("l21", WRONG), ("l24", WRONG)]);
    let path = desk.path();
    assert_eq!(
        (module(&path, "m2").level, module(&path, "m2").chosen),
        (Targeted, false)
    );
    // A later pre-assessment begins anew.
    desk.sit(PRE, None, &[]);
    let path = desk.path();
    assert_eq!(
        (module(&path, "m2").level, module(&path, "m2").fast),
        (FastTrack, FastStanding::Open)
    );
    // Passed once, it stays passed.
    desk.sit(FAST, Some("m2"), &[]);
    desk.sit(FAST, Some("m2"), &[("l21", WRONG), ("l22", WRONG)]);
    desk.sit(PRE, None, &[("l21", WRONG), ("l22", WRONG), ("l23", WRONG)]);
    let path = desk.path();
    assert_eq!(
        (module(&path, "m2").level, module(&path, "m2").fast),
        (FastTrack, FastStanding::Passed)
    );
}

#[test]
fn failing_the_fast_track_of_a_core_module_leaves_it_core() {
    let desk = desk();
    desk.sit(PRE, None, &FIRST_MISSED);
    desk.sit(FAST, Some("m1"), &FIRST_MISSED);
    let path = desk.path();
    assert_eq!(
        (module(&path, "m1").level, module(&path, "m1").fast),
        (Core, FastStanding::Failed)
    );
    // And passing it, before any pre-assessment too, credits it.
    let fresh = crate::testing::asked::desk();
    fresh.sit(FAST, Some("m1"), &[]);
    assert_eq!(on(&fresh.path()), LESSONS[4..]);
}

#[test]
fn a_targeted_module_keeps_the_missed_lessons() {
    let desk = desk();
    desk.sit(PRE, None, &[("l11", WRONG), ("l13", UNKNOWN)]);
    let path = desk.path();
    let one = module(&path, "m1");
    // 22.5 + 15
    assert_eq!(
        (one.level, one.need.as_ref().expect("a need").need),
        (Targeted, 37.5)
    );
    assert_eq!(
        one.why,
        "You answered two of four questions well. Both misses were about “About l11” and “About l13”; what you answered well is optional."
    );
    assert_eq!(on(&path), ["l11", "l13", "l31"]);
    assert_eq!(
        (path.minutes, path.minutes_saved, one.lessons, one.minutes),
        (30, 60, 2, 20)
    );
}

#[test]
fn what_the_reader_says_of_a_module_moves_it() {
    let desk = desk();
    desk.sit(PRE, None, &[("l11", WRONG), ("l12", WRONG), ("l13", WRONG)]);
    let say = |years, relevance| {
        let input = ModuleRate {
            course: ASKED.to_owned(),
            module: "m1".to_owned(),
            years,
            relevance,
        };
        desk.write(|write| assessment::rate(write, &input))
            .expect("rates");
        let path = desk.path();
        let one = module(&path, "m1");
        (
            one.need.as_ref().expect("a need").need,
            one.level,
            one.why.clone(),
        )
    };
    // 33.75 and what is said.
    assert_eq!(say(None, None).1, Targeted);
    let (need, level, why) = say(Some(4), Some(4));
    assert_eq!((need, level), (60.0, Core));
    assert_eq!(
        why,
        "You answered one of four questions well. As you refreshed it four years ago and it matters for your work, every lesson is on your path."
    );
    assert_eq!(
        (say(Some(0), Some(1)).0, say(Some(0), Some(1)).1),
        (33.75, FastTrack)
    );
}

#[test]
fn blind_spots_come_first_until_they_are_read_or_closed() {
    let desk = desk();
    desk.sit(PRE, None, &[("l14", BLIND), ("l22", (Some("wrong"), 3))]);
    let path = desk.path();
    // Module 2 is on the fast-track (32.5), but the blind spot stays on the path.
    assert_eq!(module(&path, "m2").level, FastTrack);
    assert_eq!(
        order(&path),
        [
            "l14", "l22", "fast-m1", "l11", "l12", "l13", "fast-m2", "l21", "t4", "l23", "l24",
            "l31", "t1"
        ]
    );
    assert_eq!(on(&path), ["l14", "l22", "l31"]);
    let (four, two) = (step(&path, "l14"), step(&path, "l22"));
    assert!(four.first && two.first && !four.optional && !two.optional);
    assert_eq!(four.why, "You answered 1.4 wrongly and were certain.");
    assert_eq!(two.why, "You answered 2.2 wrongly and were fairly sure.");
    let today = desk.today();
    assert_eq!(
        today.path.expect("a path").why.as_deref(),
        Some("You answered 1.4 wrongly and were certain.")
    );
    // Read: back in its place, and Today goes on with the other.
    desk.mark("l14", true);
    let path = desk.path();
    assert!(!step(&path, "l14").first);
    assert_eq!(order(&path)[0], "l22");
    assert_eq!(next(&desk).as_deref(), Some("l22"));
    // Answered right in the fast-track: closed.
    desk.sit(FAST, Some("m2"), &[]);
    let path = desk.path();
    assert!(!step(&path, "l22").first && step(&path, "l22").optional);
    assert_eq!(on(&path), ["l31"]);
}

#[test]
fn a_blind_spot_in_a_passed_fast_track_stays_first() {
    let desk = desk();
    let view = desk.open(FAST, Some("m1"), false);
    let alone = view
        .items
        .iter()
        .map(|item| item.id[..3].to_owned())
        .find(|lesson| {
            view.items
                .iter()
                .filter(|item| item.id.starts_with(lesson.as_str()))
                .count()
                == 1
        })
        .expect("five questions, four lessons");
    for item in &view.items {
        let said = if item.id.starts_with(&alone) {
            BLIND
        } else {
            RIGHT
        };
        desk.answer(&view.sitting, &item.id, said).expect("answers");
    }
    assert_eq!(desk.finish(&view.sitting).passed, Some(true));
    let path = desk.path();
    assert_eq!(on(&path)[0], alone);
    assert!(step(&path, &alone).first);
}

#[test]
fn a_wrong_and_certain_check_moves_its_lesson_to_the_front() {
    let desk = desk();
    desk.sit(PRE, None, &[("l14", BLIND)]);
    desk.mark("l23", true);
    desk.check("l23", "wrong", 4);
    desk.check("l31", "wrong", 2);
    let path = desk.path();
    // After the blind spots of the assessment, whatever it said of the lesson.
    assert_eq!(order(&path)[..2], ["l14", "l23"]);
    let third = step(&path, "l23");
    assert!(third.first && !third.optional && !third.done);
    // The check is nearly all that there is to read.
    assert_eq!(third.minutes_left, 10);
    assert_eq!(
        third.why,
        "You answered a check in 2.3 wrongly and were certain."
    );
    assert!(!step(&path, "l31").first, "a guess is no blind spot");
    desk.mark("l14", true);
    let today = desk.today();
    assert_eq!(today.finding, Finding::Next { minutes: 10 });
    assert_eq!(today.lesson.expect("a lesson").id, "l23");
    desk.check("l23", "right", 2);
    let path = desk.path();
    assert!(step(&path, "l23").optional && step(&path, "l23").done);
    assert_eq!(desk.today().finding, Finding::Finished);
    // A revision that asks for the check again closes it too: the attempt no longer counts.
    desk.check("l23", "wrong", 4);
    assert!(step(&desk.path(), "l23").first);
    let mut revised = files(2);
    let text = revised.get_mut("02-m2/l23.md").expect("a lesson");
    *text = String::from_utf8_lossy(text)
        .replace("kind = \"single\"", "kind = \"single\"\nredo = 2")
        .into();
    desk.install(&revised);
    assert!(!step(&desk.path(), "l23").first);
}

#[test]
fn tools_are_steps_whatever_the_level_and_done_once_used() {
    let desk = desk();
    desk.sit(PRE, None, &[("l22", BLIND)]);
    desk.sit(FAST, Some("m2"), &[]);
    let tools = |path: &PathView| {
        path.steps
            .iter()
            .filter(|step| step.kind == StepKind::Tool)
            .map(|step| {
                (
                    step.tool.clone(),
                    step.done,
                    step.optional,
                    step.why.clone(),
                )
            })
            .collect::<Vec<_>>()
    };
    let why = |number: &str| format!("Lesson {number} brings it, and a tool is never skipped.");
    let t4 = Some("t4".to_owned());
    let t1 = Some("t1".to_owned());
    assert_eq!(
        tools(&desk.path()),
        [
            (t4.clone(), false, false, why("2.2")),
            (t1.clone(), false, false, why("3.1"))
        ]
    );
    let input = ToolSave {
        tool: "t4".to_owned(),
        set: [("unit".to_owned(), serde_json::json!("€m"))].into(),
    };
    desk.write(|write| crate::tool::save(write, &input))
        .expect("saves");
    assert_eq!(
        tools(&desk.path()),
        [
            (t4, true, false, why("2.2")),
            (t1, false, false, why("3.1"))
        ]
    );
}

#[test]
fn a_retaken_pre_assessment_replaces_the_earlier_one() {
    let desk = desk();
    desk.sit(PRE, None, &[("l11", BLIND), ("l12", BLIND), ("l13", BLIND)]);
    assert_eq!(module(&desk.path(), "m1").level, Core);
    let second = desk.open(PRE, None, true);
    // Begun, it changes nothing yet.
    let path = desk.path();
    assert!(path.paused);
    assert_eq!(module(&path, "m1").level, Core);
    assert!(step(&path, "l11").first);
    for item in &second.items {
        desk.answer(&second.sitting, &item.id, RIGHT)
            .expect("answers");
    }
    let result = desk.finish(&second.sitting);
    let path = desk.path();
    assert_eq!(path.assessed_at, result.view.finished_at);
    assert_eq!(module(&path, "m1").level, FastTrack);
    assert!(path.steps.iter().all(|step| !step.first));
}

#[test]
fn what_no_question_asked_about_stays_on_the_path() {
    let desk = desk();
    desk.sit(PRE, None, &[("l11", WRONG), ("l12", WRONG)]);
    let mut revised = files(2);
    let new = String::from_utf8_lossy(&revised["01-m1/l13.md"]).replace("l13", "l15");
    revised.insert("01-m1/l15.md".to_owned(), new.into_bytes());
    revised.remove("01-m1/l12.md");
    let items: String = ["l11", "l13", "l14"]
        .map(|lesson| item(lesson, 'a', "Which?"))
        .concat();
    revised.insert("01-m1/items.toml".to_owned(), items.into());
    desk.install(&revised);
    let path = desk.path();
    let one = module(&path, "m1");
    assert_eq!((one.level, one.lessons), (Targeted, 2));
    assert_eq!(one.fast, FastStanding::None);
    assert_eq!(
        one.need.as_ref().expect("a need").asked,
        4,
        "the facts stay"
    );
    assert_eq!(
        step(&path, "l15").why,
        "No question asked about it, so it stays on your path."
    );
}

#[test]
fn without_a_fast_track_the_best_answers_make_a_targeted_module() {
    let desk = desk();
    let mut revised = files(2);
    let items: String = ["l11", "l12", "l13", "l14"]
        .map(|lesson| item(lesson, 'a', "Which?"))
        .concat();
    revised.insert("01-m1/items.toml".to_owned(), items.into());
    desk.install(&revised);
    desk.sit(PRE, None, &[]);
    let path = desk.path();
    let one = module(&path, "m1");
    assert_eq!((one.level, one.lessons), (Targeted, 0));
    assert_eq!(
        one.why,
        "You answered all four questions well. What you answered well is optional."
    );
    let refused = desk
        .try_choose(PathChoice::Module {
            module: "m1".to_owned(),
            level: Some(FastTrack),
        })
        .expect_err("refuses");
    assert_eq!(refused.code, Code::InvalidInput);
    assert!(refused.message.contains("“First”"), "{refused}");
}

/// Every advice (rows) under every choice for the module, for one lesson, and for everything.
#[test]
fn the_readers_choice_always_wins() {
    let advices: [(PathLevel, &[(&str, Said)]); 3] = [
        (Core, &FIRST_MISSED),
        (Targeted, &[("l11", WRONG), ("l12", WRONG)]),
        (FastTrack, &[("l11", WRONG)]),
    ];
    for (advised, said) in advices {
        let desk = desk();
        desk.sit(PRE, None, said);
        assert_eq!(module(&desk.path(), "m1").level, advised);
        for level in [Core, Targeted, FastTrack] {
            let path = choose_module(&desk, "m1", Some(level));
            let one = module(&path, "m1");
            assert_eq!((one.level, one.advised, one.chosen), (level, advised, true));
            assert!(one.why.starts_with("You chose "), "{}", one.why);
            assert_eq!(one.why.contains("advise"), level != advised, "{}", one.why);
            let lessons = match level {
                Core => 4,
                Targeted => said.len(),
                FastTrack => 0,
            };
            assert_eq!(one.lessons as usize, lessons);
            for (lesson, wanted) in [("l11", true), ("l11", false), ("l14", true), ("l14", false)] {
                let path = choose_lesson(&desk, lesson, Some(wanted));
                let chosen = step(&path, lesson);
                assert_eq!((!chosen.optional, chosen.chosen), (wanted, true));
                let why = if wanted {
                    "You chose to read it."
                } else {
                    "You left it out."
                };
                assert_eq!(chosen.why, why);
                let back = choose_lesson(&desk, lesson, None);
                assert!(!step(&back, lesson).chosen);
            }
        }
        let path = choose_module(&desk, "m1", None);
        let one = module(&path, "m1");
        assert_eq!((one.level, one.chosen), (advised, false));

        let path = desk.choose(PathChoice::Everything { on: true });
        assert!(path.everything);
        assert_eq!((path.lessons, path.minutes_saved), (9, 0));
        for module in &path.modules {
            assert_eq!((module.level, module.chosen), (Core, true));
            assert!(
                module.why.starts_with("You chose to read everything."),
                "{}",
                module.why
            );
        }
        // What is chosen later is stronger than everything.
        let path = choose_module(&desk, "m1", Some(Targeted));
        assert_eq!(module(&path, "m1").level, Targeted);
        let path = choose_lesson(&desk, "l24", Some(false));
        assert!(step(&path, "l24").optional && !step(&path, "l23").optional);
        let path = desk.choose(PathChoice::Everything { on: true });
        assert_eq!((path.lessons, module(&path, "m1").level), (9, Core));
        let path = desk.choose(PathChoice::Everything { on: false });
        assert!(!path.everything && step(&path, "l24").optional);
        assert_eq!(module(&path, "m1").level, Targeted);
    }
}

#[test]
fn a_blind_spot_that_the_reader_left_out_says_so() {
    let desk = desk();
    desk.sit(PRE, None, &[("l14", BLIND)]);
    let path = choose_lesson(&desk, "l14", Some(false));
    let left = step(&path, "l14");
    assert!(left.optional && !left.first && left.chosen);
    assert_eq!(
        left.why,
        "You left it out, although you answered 1.4 wrongly and were certain."
    );
    assert_eq!(order(&path)[0], "fast-m1");
    // Credited lessons are read after all when the reader says so.
    desk.sit(FAST, Some("m1"), &[]);
    let path = choose_module(&desk, "m1", Some(Core));
    assert_eq!(
        module(&path, "m1").why,
        "You chose to read every lesson here. You passed its fast-track, so all of it is optional otherwise."
    );
    assert_eq!(module(&path, "m1").lessons, 3);
}

#[test]
fn a_choice_that_does_not_fit_changes_nothing() {
    let desk = desk();
    let before = desk.path();
    for choice in [
        PathChoice::Module {
            module: "m9".to_owned(),
            level: Some(Core),
        },
        PathChoice::Lesson {
            lesson: "l99".to_owned(),
            on: Some(true),
        },
        PathChoice::Lesson {
            lesson: String::new(),
            on: Some(false),
        },
        PathChoice::Module {
            module: "m3".to_owned(),
            level: Some(FastTrack),
        },
    ] {
        assert!(desk.try_choose(choice).is_err());
    }
    assert_eq!(desk.path(), before);
    let (_, changes) = desk
        .write(|write| {
            let choice = PathChoice::Everything { on: true };
            let input = crate::api::PathSet {
                course: ASKED.to_owned(),
                choice,
            };
            super::set(write, &input)
        })
        .expect("chooses");
    assert!(changes.contains(&Topic::Path));
}

#[test]
fn today_leaves_optional_lessons_out_and_does_not_offer_what_was_passed_over() {
    let desk = desk();
    desk.sit(PRE, None, &[("l11", WRONG), ("l13", WRONG)]);
    assert_eq!(desk.today().finding, Finding::Begin { minutes: 10 });
    assert_eq!(next(&desk).as_deref(), Some("l11"));
    desk.mark("l11", true);
    assert_eq!(next(&desk).as_deref(), Some("l13"));
    // Who jumped ahead goes on there.
    desk.mark("l31", true);
    desk.clock.advance(Duration::minutes(1));
    assert_eq!(next(&desk).as_deref(), Some("l13"));
    let today = desk.today().path.expect("a path");
    assert_eq!((today.lessons, today.done, today.why), (3, 2, None));
    let read = crate::testing::asked::desk();
    assert!(read.today().path.expect("a path").offer);
    read.mark("l11", true);
    assert!(!read.today().path.expect("a path").offer);
}
