//! What tests of several slices share: a clock that they move, and a small course.

pub mod asked;

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, NaiveDate, TimeZone, Utc};

use crate::app::{App, Environment};
use crate::course::{self, CourseFiles};
use crate::db::{self, Folder};

/// A clock that stands still until moved, and entropy that counts.
pub struct Clock {
    now: Mutex<DateTime<Utc>>,
    drawn: Mutex<u8>,
}

impl Clock {
    /// Stands at 09:00 on a Monday.
    pub fn new() -> Arc<Self> {
        let now = Utc
            .with_ymd_and_hms(2026, 11, 23, 9, 0, 0)
            .single()
            .expect("a valid moment");
        Arc::new(Self {
            now: Mutex::new(now),
            drawn: Mutex::new(0),
        })
    }

    /// Moves on (or back).
    pub fn advance(&self, by: Duration) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Environment for Clock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn local_date(&self) -> NaiveDate {
        self.now().date_naive()
    }

    fn fill_random(&self, buffer: &mut [u8]) {
        // Device and space, drawn once a folder; what else is drawn goes on counting from 1.
        if buffer.len() == 16 {
            buffer.fill(0xD5);
            return;
        }
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        *drawn = drawn.wrapping_add(1);
        buffer.fill(*drawn);
    }
}

/// An app on a fresh folder with the sample course installed.
pub struct Bench {
    pub app: App,
    pub clock: Arc<Clock>,
    _dir: tempfile::TempDir,
}

/// Opens a fresh folder and installs [`sample`] at revision 1.
pub fn bench() -> Bench {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let folder = Folder::at(dir.path().join("data"));
    let clock = Clock::new();
    let app = App::new(db::open(&folder).expect("opens"), clock.clone());
    app.write(|write| course::install(write, &sample(1, LESSON_ONE), false))
        .expect("installs");
    Bench {
        app,
        clock,
        _dir: dir,
    }
}

/// Id of the sample course.
pub const COURSE: &str = "sample";

/// A course of two lessons; the first lesson's body is given.
pub fn sample(revision: u32, lesson_one: &str) -> CourseFiles {
    let front = |id: &str, title: &str| {
        format!(
            "+++\nid = \"{id}\"\ntitle = \"{title}\"\nobjective = \"Do it.\"\nminutes = 10\nstandfirst = \"One sentence.\"\n[[sources]]\nid = \"src-{id}\"\nauthor = \"A. Author\"\ntitle = \"A Title\"\ndate = \"2020\"\n+++\n\n"
        )
    };
    [
        ("course.toml", format!(
            "format = 1\nid = \"{COURSE}\"\ntitle = \"Sample\"\nrevision = {revision}\nlanguage = \"en-GB\"\nstandfirst = \"A sample.\"\nauthors = [\"Somebody\"]\nabout = \"About it.\"\n"
        )),
        ("01-first/module.toml", "id = \"m1\"\ntitle = \"First\"\nstandfirst = \"One.\"\n".to_owned()),
        ("01-first/01-one.md", front("one", "Lesson one") + lesson_one),
        ("01-first/02-two.md", front("two", "Lesson two") + "Only a paragraph here. {#two-a}\n"),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.into_bytes()))
    .collect()
}

/// The first lesson: prose, one check of each kind that matters, a reflection and a prompt.
pub const LESSON_ONE: &str = r#"The first paragraph has a few words. Then it has a second sentence. {#one-a}

## A heading {#one-h}

The second paragraph has a few more words. {#one-b}

```check
id = "one-single"
kind = "single"
difficulty = 1
prompt = "Which?"
[[options]]
id = "a"
text = "This"
correct = true
feedback = "Yes."
[[options]]
id = "b"
text = "That"
feedback = "No."
```

```reflection
id = "one-reflect"
prompt = "And you?"
```

```cohort-prompt
id = "one-cohort"
prompt = "And they?"
```

The last paragraph. {#one-z}
"#;

/// What [`LESSON_ONE`] leaves out: the other forms of check, a case, reading, a tool, a picture.
pub const EVERYTHING: &str = r#"
A [claim](source:src-one), a [lesson](02-two.md), a [page](https://example.org/) and a ![dot](dot.gif). {#one-links}

```check
id = "one-multiple"
kind = "multiple"
difficulty = 2
prompt = "Which ones?"
explanation = "Both."
[[options]]
id = "a"
text = "A"
correct = true
feedback = "Yes."
[[options]]
id = "b"
text = "B"
correct = true
feedback = "Yes too."
[[options]]
id = "c"
text = "C"
feedback = "No."
```

```check
id = "one-ordering"
kind = "ordering"
difficulty = 3
prompt = "In which order?"
[[options]]
id = "a"
text = "First"
feedback = "It comes first."
[[options]]
id = "b"
text = "Second"
feedback = "It comes second."
[[options]]
id = "c"
text = "Third"
feedback = "It comes third."
```

```check
id = "one-matching"
kind = "matching"
difficulty = 1
prompt = "Where to?"
[[targets]]
id = "t"
text = "Here"
[[targets]]
id = "u"
text = "There"
[[options]]
id = "a"
text = "A"
target = "t"
feedback = "Here."
[[options]]
id = "b"
text = "B"
target = "u"
feedback = "There."
```

```check
id = "one-numeric"
kind = "numeric"
difficulty = 1
prompt = "How many?"
answer = 12.0
tolerance = 0.5
unit = "%"
feedback = "Yes."
otherwise = "No."
[[options]]
value = 120.0
feedback = "Ten times too many."
```

```case
id = "one-case"
title = "A case"
body = "A story."
decision = "What now?"
[[options]]
id = "a"
text = "Go"
argument = "It goes."
[[options]]
id = "b"
text = "Stay"
argument = "It stays."
```

```tool
id = "one-tool"
tool = "t4"
prompt = "Try it."
```

```reading
id = "one-reading"
[[items]]
author = "A. Author"
title = "A Title"
date = "2020"
why = "It is short."
url = "https://example.org/a"
```
"#;
