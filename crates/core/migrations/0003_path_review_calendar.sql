-- What the course asks beside its lessons, the path that follows from the answers, review, and
-- dates of one's own.

-- The glossary, as installed.
CREATE TABLE term (
    course_id TEXT NOT NULL REFERENCES course (id) ON DELETE CASCADE,
    id        TEXT NOT NULL,
    ord       INTEGER NOT NULL,             -- by term
    term      TEXT NOT NULL,
    meaning   TEXT NOT NULL,                -- sanitised HTML
    lesson_id TEXT,
    PRIMARY KEY (course_id, id)
) STRICT;

-- Questions outside the lessons, as installed.
CREATE TABLE item (
    course_id TEXT NOT NULL,
    id        TEXT NOT NULL,
    module_id TEXT NOT NULL,
    lesson_id TEXT NOT NULL,
    form      TEXT NOT NULL CHECK (form IN ('a', 'b', 'c', 'd')),
    ord       INTEGER NOT NULL,             -- through the whole course
    body      TEXT NOT NULL,                -- course::Item as JSON
    PRIMARY KEY (course_id, id),
    FOREIGN KEY (course_id, module_id) REFERENCES module (course_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX item_module ON item (course_id, module_id, form);

-- A pre-assessment, fast-track or post-test. Like all facts about the reader it outlives the
-- revision whose questions it asked.
CREATE TABLE sitting (
    id          TEXT NOT NULL PRIMARY KEY,
    course_id   TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('pre', 'fast', 'post')),
    module_id   TEXT,                       -- of a fast-track
    started_at  TEXT NOT NULL,
    finished_at TEXT
) STRICT;
CREATE INDEX sitting_course ON sitting (course_id, kind, started_at);

-- What a sitting asks, fixed when it begins, and what was answered. `lesson_id` and `module_id`
-- are those of the revision that asked; `correct` was decided then and stays.
CREATE TABLE sitting_item (
    sitting_id  TEXT NOT NULL REFERENCES sitting (id) ON DELETE CASCADE,
    ord         INTEGER NOT NULL,           -- from 0
    item_id     TEXT NOT NULL,
    module_id   TEXT NOT NULL,
    lesson_id   TEXT NOT NULL,
    body        TEXT NOT NULL,              -- course::Item as JSON, as it was asked
    option      TEXT,                       -- NULL with answered_at: “I don’t know”
    correct     INTEGER CHECK (correct IN (0, 1)),
    confidence  INTEGER CHECK (confidence BETWEEN 1 AND 4),
    seconds     INTEGER,
    answered_at TEXT,
    PRIMARY KEY (sitting_id, item_id)
) STRICT, WITHOUT ROWID;

-- What the reader says of a module: the last word counts.
CREATE TABLE module_rating (
    course_id TEXT NOT NULL,
    module_id TEXT NOT NULL,
    years     INTEGER CHECK (years BETWEEN 0 AND 5),
    relevance INTEGER CHECK (relevance BETWEEN 1 AND 4),
    at        TEXT NOT NULL,
    PRIMARY KEY (course_id, module_id)
) STRICT, WITHOUT ROWID;

-- What the reader chose for the path: `of` is module, lesson or everything.
CREATE TABLE path_choice (
    course_id TEXT NOT NULL,
    of        TEXT NOT NULL CHECK (of IN ('module', 'lesson', 'everything')),
    key       TEXT NOT NULL,                -- module or lesson id; '' for everything
    value     TEXT NOT NULL,                -- core, targeted, fast_track; on, off
    at        TEXT NOT NULL,
    PRIMARY KEY (course_id, of, key)
) STRICT, WITHOUT ROWID;

-- Cards that the reader made, and what became of the others: cards of missed checks and of terms
-- exist by rule, with ids `check/<course>/<block>` and `term/<course>/<term>`; a row here only says
-- that such a card was taken away.
CREATE TABLE card (
    id         TEXT NOT NULL PRIMARY KEY,
    origin     TEXT NOT NULL,               -- api::CardOrigin as JSON
    front      TEXT NOT NULL,               -- plain text
    back       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX card_removed ON card (removed_at);

-- Every review. Append only: undoing marks. The schedule is a fold over it.
CREATE TABLE review (
    id        TEXT NOT NULL PRIMARY KEY,
    card_id   TEXT NOT NULL,
    at        TEXT NOT NULL,
    day       TEXT NOT NULL,                -- local date of the review, YYYY-MM-DD
    rating    INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
    ms        INTEGER NOT NULL CHECK (ms >= 0),
    undone_at TEXT
) STRICT;
-- Holds all that the fold reads, in its order.
CREATE INDEX review_card ON review (card_id, at, day, rating) WHERE undone_at IS NULL;
CREATE INDEX review_day ON review (day);

-- Deadlines of one's own.
CREATE TABLE deadline (
    id         TEXT NOT NULL PRIMARY KEY,
    title      TEXT NOT NULL,
    date       TEXT NOT NULL,               -- local, YYYY-MM-DD
    done_at    TEXT,
    created_at TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX deadline_date ON deadline (date) WHERE removed_at IS NULL;

-- Entries that went into a calendar file: RFC 5545 wants SEQUENCE to rise with every change.
CREATE TABLE calendar_entry (
    uid      TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL,
    digest   TEXT NOT NULL,                 -- of what was written last
    at       TEXT NOT NULL                  -- when it changed last
) STRICT, WITHOUT ROWID;

-- Sections of “PMO direction on a page” in the reader's own words.
CREATE TABLE direction_section (
    section TEXT NOT NULL PRIMARY KEY,
    text    TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
