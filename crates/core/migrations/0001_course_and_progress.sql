-- Courses as installed, and what the reader did with them.
--
-- Times are RFC 3339 in UTC with milliseconds. Facts about reading name blocks and lessons by
-- their stable ids and hold no foreign key to them: they outlive a revision that drops a block
-- and a course that is no longer installed.

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE course (
    id           TEXT NOT NULL PRIMARY KEY,
    title        TEXT NOT NULL,
    standfirst   TEXT NOT NULL,
    about_html   TEXT NOT NULL,
    authors      TEXT NOT NULL,             -- JSON array of names
    licence      TEXT,
    language     TEXT NOT NULL,
    revision     INTEGER NOT NULL CHECK (revision >= 1),
    digest       TEXT NOT NULL,             -- BLAKE3 over all files, hexadecimal
    compiler     INTEGER NOT NULL,          -- course::COMPILER_VERSION that made the rows below
    built_in     INTEGER NOT NULL CHECK (built_in IN (0, 1)),
    installed_at TEXT NOT NULL
) STRICT;

CREATE TABLE course_file (
    course_id TEXT NOT NULL REFERENCES course (id) ON DELETE CASCADE,
    path      TEXT NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (course_id, path)
) STRICT;

CREATE TABLE module (
    course_id  TEXT NOT NULL REFERENCES course (id) ON DELETE CASCADE,
    id         TEXT NOT NULL,
    number     INTEGER NOT NULL,            -- from 1, in reading order
    title      TEXT NOT NULL,
    standfirst TEXT NOT NULL,
    PRIMARY KEY (course_id, id)
) STRICT;

CREATE TABLE lesson (
    course_id TEXT NOT NULL,
    id        TEXT NOT NULL,
    module_id TEXT NOT NULL,
    ord       INTEGER NOT NULL,             -- from 0 through the whole course
    number    TEXT NOT NULL,                -- "1.2"
    title     TEXT NOT NULL,
    minutes   INTEGER NOT NULL,
    body      TEXT NOT NULL,                -- course::Lesson as JSON
    PRIMARY KEY (course_id, id),
    FOREIGN KEY (course_id, module_id) REFERENCES module (course_id, id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX lesson_order ON lesson (course_id, ord);

CREATE TABLE block (
    course_id TEXT NOT NULL,
    id        TEXT NOT NULL,
    lesson_id TEXT NOT NULL,
    ord       INTEGER NOT NULL,             -- from 0 in its lesson
    kind      TEXT NOT NULL,                -- tag of course::Body
    seconds   INTEGER NOT NULL,             -- reading time
    redo      INTEGER,                      -- facts of earlier revisions do not count
    text      TEXT NOT NULL,                -- without markup
    PRIMARY KEY (course_id, id),
    FOREIGN KEY (course_id, lesson_id) REFERENCES lesson (course_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX block_lesson ON block (course_id, lesson_id, ord);

-- One row a lesson that was ever opened.
CREATE TABLE lesson_fact (
    course_id         TEXT NOT NULL,
    lesson_id         TEXT NOT NULL,
    opened_at         TEXT NOT NULL,        -- first time
    last_at           TEXT NOT NULL,        -- latest activity
    position_block    TEXT,
    position_fraction REAL,
    completed_at      TEXT,                 -- first completion; never cleared
    undone            INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    PRIMARY KEY (course_id, lesson_id)
) STRICT, WITHOUT ROWID;

-- Blocks that were read, with the revision in which they were.
CREATE TABLE block_seen (
    course_id TEXT NOT NULL,
    block_id  TEXT NOT NULL,
    lesson_id TEXT NOT NULL,
    revision  INTEGER NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (course_id, block_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_seen_lesson ON block_seen (course_id, lesson_id);

-- Stretches of reading without a gap of more than five minutes.
CREATE TABLE reading_session (
    id         TEXT NOT NULL PRIMARY KEY,
    course_id  TEXT NOT NULL,
    lesson_id  TEXT NOT NULL,
    started_at TEXT NOT NULL,
    last_at    TEXT NOT NULL,
    ms         INTEGER NOT NULL CHECK (ms >= 0)
) STRICT;
CREATE INDEX reading_session_lesson ON reading_session (course_id, lesson_id, last_at);

-- Append only. A choice in a case is an attempt without a score.
CREATE TABLE attempt (
    id         TEXT NOT NULL PRIMARY KEY,
    course_id  TEXT NOT NULL,
    lesson_id  TEXT NOT NULL,
    block_id   TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    at         TEXT NOT NULL,
    answer     TEXT NOT NULL,               -- api::Answer as JSON
    confidence INTEGER CHECK (confidence BETWEEN 1 AND 4),
    score      REAL CHECK (score BETWEEN 0 AND 1),
    seconds    INTEGER NOT NULL CHECK (seconds >= 0)
) STRICT;
CREATE INDEX attempt_block ON attempt (course_id, block_id, at);

CREATE TABLE writing (
    course_id TEXT NOT NULL,
    block_id  TEXT NOT NULL,
    lesson_id TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('reflection', 'draft')),
    text      TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (course_id, block_id)
) STRICT;
CREATE INDEX writing_recent ON writing (course_id, at);

CREATE TABLE bookmark (
    course_id TEXT NOT NULL,
    block_id  TEXT NOT NULL,
    lesson_id TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (course_id, block_id)
) STRICT, WITHOUT ROWID;
