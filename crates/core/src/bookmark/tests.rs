use super::{of_lesson, recent, set};
use crate::Code;
use crate::api::BookmarkSet;
use crate::testing::{Bench, COURSE, bench};

fn mark(bench: &Bench, block: &str, on: bool) -> crate::Result<()> {
    let input = BookmarkSet {
        course: COURSE.to_owned(),
        lesson: "one".to_owned(),
        block: block.to_owned(),
        on,
    };
    bench.app.write(|write| set(write, &input)).map(|_| ())
}

#[test]
fn a_bookmark_is_set_once_listed_and_removed() {
    let bench = bench();
    for _ in 0..2 {
        mark(&bench, "one-b", true).expect("sets");
    }
    assert_eq!(
        bench
            .app
            .read(|db| of_lesson(db, COURSE, "one"))
            .expect("reads"),
        ["one-b"]
    );
    let listed = bench.app.read(|db| recent(db, COURSE, 5)).expect("reads");
    assert_eq!(
        (listed[0].number.as_str(), listed[0].text.as_deref()),
        ("1.1", Some("The second paragraph has a few more words."))
    );
    mark(&bench, "one-b", false).expect("removes");
    assert!(
        bench
            .app
            .read(|db| of_lesson(db, COURSE, "one"))
            .expect("reads")
            .is_empty()
    );
    assert_eq!(
        mark(&bench, "nowhere", true).expect_err("refuses").code,
        Code::NotFound
    );
}
