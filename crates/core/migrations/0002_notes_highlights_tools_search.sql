-- What the reader keeps: highlights, notes, tools; and the index that finds them and the lessons.
--
-- Nothing here is deleted by a course revision. `removed_at` is a deletion that can be undone.

-- A highlighted passage. Its anchor never changes; where it is now is in `highlight_spot`.
CREATE TABLE highlight (
    id         TEXT NOT NULL PRIMARY KEY,
    course_id  TEXT NOT NULL,
    lesson_id  TEXT NOT NULL,               -- where it was made
    at         TEXT NOT NULL,
    removed_at TEXT
) STRICT;
CREATE INDEX highlight_course ON highlight (course_id, lesson_id, at);

-- One row a block that the passage touches: TextQuoteSelector and TextPositionSelector of the
-- W3C Web Annotation Data Model (2017), positions in Unicode code points of the block's text.
CREATE TABLE highlight_part (
    highlight_id TEXT NOT NULL REFERENCES highlight (id) ON DELETE CASCADE,
    ord          INTEGER NOT NULL,          -- from 0, in reading order
    block_id     TEXT NOT NULL,
    start        INTEGER NOT NULL,
    end          INTEGER NOT NULL CHECK (end > start),
    exact        TEXT NOT NULL,
    prefix       TEXT NOT NULL,
    suffix       TEXT NOT NULL,
    PRIMARY KEY (highlight_id, ord)
) STRICT, WITHOUT ROWID;

-- Where each part is in the installed revision; derived, made anew whenever a course changes.
CREATE TABLE highlight_spot (
    highlight_id TEXT NOT NULL,
    ord          INTEGER NOT NULL,
    lesson_id    TEXT NOT NULL,
    block_id     TEXT NOT NULL,
    start        INTEGER NOT NULL,
    end          INTEGER NOT NULL,
    changed      INTEGER NOT NULL DEFAULT 0 CHECK (changed IN (0, 1)), -- no longer the quoted text
    PRIMARY KEY (highlight_id, ord),
    FOREIGN KEY (highlight_id, ord) REFERENCES highlight_part (highlight_id, ord) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX highlight_spot_lesson ON highlight_spot (lesson_id);

CREATE TABLE note (
    id           TEXT NOT NULL PRIMARY KEY,
    title        TEXT NOT NULL,
    state        BLOB NOT NULL,             -- the text as a CRDT document, see note::text
    markdown     TEXT NOT NULL,             -- derived from state
    excerpt      TEXT NOT NULL,             -- derived: first words, plain
    words        INTEGER NOT NULL,          -- derived
    course_id    TEXT,                      -- where it was taken, if anywhere
    lesson_id    TEXT,
    block_id     TEXT,
    highlight_id TEXT,
    tool         TEXT,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    removed_at   TEXT
) STRICT;
CREATE INDEX note_newest ON note (updated_at DESC, id) WHERE removed_at IS NULL;
CREATE INDEX note_removed ON note (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX note_lesson ON note (course_id, lesson_id) WHERE lesson_id IS NOT NULL;
CREATE INDEX note_highlight ON note (highlight_id) WHERE highlight_id IS NOT NULL;

CREATE TABLE note_tag (
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    tag     TEXT NOT NULL,                  -- without the #, as first written
    PRIMARY KEY (note_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_tag_tag ON note_tag (tag);

-- Earlier texts of a note.
CREATE TABLE note_version (
    id      INTEGER PRIMARY KEY,
    note_id TEXT NOT NULL REFERENCES note (id) ON DELETE CASCADE,
    at      TEXT NOT NULL,                  -- when this text was last current
    title   TEXT NOT NULL,
    doc     TEXT NOT NULL,                  -- the document as JSON, see note::text
    excerpt TEXT NOT NULL,
    words   INTEGER NOT NULL
) STRICT;
CREATE INDEX note_version_note ON note_version (note_id, at);

-- What is filled into a tool, by field; the last writer of a field wins.
CREATE TABLE tool_field (
    tool  TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,                    -- JSON
    at    TEXT NOT NULL,
    PRIMARY KEY (tool, field)
) STRICT, WITHOUT ROWID;

-- Every overwritten value of a field.
CREATE TABLE tool_history (
    id    INTEGER PRIMARY KEY,
    tool  TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,                             -- JSON; NULL when the field was empty
    at    TEXT NOT NULL                     -- when it was overwritten
) STRICT;
CREATE INDEX tool_history_field ON tool_history (tool, field, at);

-- Results that were kept to compare with later ones.
CREATE TABLE tool_result (
    id         TEXT NOT NULL PRIMARY KEY,
    tool       TEXT NOT NULL,
    at         TEXT NOT NULL,
    label      TEXT NOT NULL,
    fields     TEXT NOT NULL,               -- JSON object: all fields at that moment
    summary    TEXT NOT NULL,               -- JSON: api::ToolSummary
    removed_at TEXT
) STRICT;
CREATE INDEX tool_result_tool ON tool_result (tool, at);

-- One row for each thing that can be found: a lesson's title, a block, a lesson as a whole, a note,
-- a reflection, a tool.
CREATE TABLE search_doc (
    id        INTEGER PRIMARY KEY,          -- 2^40 times a number for the kind, and a count: see search::kind
    kind      TEXT NOT NULL CHECK (kind IN ('lesson', 'whole', 'note', 'reflection', 'draft', 'tool')),
    key       TEXT NOT NULL,                -- note id, tool; else course/lesson or course/lesson/block
    course_id TEXT NOT NULL DEFAULT '',
    lesson_id TEXT NOT NULL DEFAULT '',
    block_id  TEXT NOT NULL DEFAULT '',
    title     TEXT NOT NULL,
    body      TEXT NOT NULL,
    tags      TEXT NOT NULL DEFAULT '',
    place     TEXT NOT NULL DEFAULT '',     -- module and lesson numbers as words: see search::place
    at        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX search_doc_key ON search_doc (kind, key);
CREATE INDEX search_doc_newest ON search_doc (kind, at);
CREATE INDEX search_doc_course ON search_doc (course_id, kind) WHERE course_id <> '';

CREATE VIRTUAL TABLE search_index USING fts5 (
    title, body, tags, place,
    content = 'search_doc', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3 4'
);
INSERT INTO search_index (search_index, rank) VALUES ('rank', 'bm25(8.0, 1.0, 4.0, 0.0)');

-- Titles and tags alone: finds a title at once among very many things that match.
CREATE VIRTUAL TABLE search_title USING fts5 (
    title, tags, place,
    content = 'search_doc', content_rowid = 'id',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3', columnsize = 0
);

CREATE TRIGGER search_doc_added AFTER INSERT ON search_doc BEGIN
    INSERT INTO search_index (rowid, title, body, tags, place)
    VALUES (new.id, new.title, new.body, new.tags, new.place);
    INSERT INTO search_title (rowid, title, tags, place) VALUES (new.id, new.title, new.tags, new.place);
END;
CREATE TRIGGER search_doc_gone AFTER DELETE ON search_doc BEGIN
    INSERT INTO search_index (search_index, rowid, title, body, tags, place)
    VALUES ('delete', old.id, old.title, old.body, old.tags, old.place);
    INSERT INTO search_title (search_title, rowid, title, tags, place)
    VALUES ('delete', old.id, old.title, old.tags, old.place);
END;
CREATE TRIGGER search_doc_changed AFTER UPDATE OF title, body, tags, place ON search_doc
WHEN (old.title, old.body, old.tags, old.place) IS NOT (new.title, new.body, new.tags, new.place) BEGIN
    INSERT INTO search_index (search_index, rowid, title, body, tags, place)
    VALUES ('delete', old.id, old.title, old.body, old.tags, old.place);
    INSERT INTO search_index (rowid, title, body, tags, place)
    VALUES (new.id, new.title, new.body, new.tags, new.place);
END;
CREATE TRIGGER search_doc_retitled AFTER UPDATE OF title, tags, place ON search_doc
WHEN (old.title, old.tags, old.place) IS NOT (new.title, new.tags, new.place) BEGIN
    INSERT INTO search_title (search_title, rowid, title, tags, place)
    VALUES ('delete', old.id, old.title, old.tags, old.place);
    INSERT INTO search_title (rowid, title, tags, place) VALUES (new.id, new.title, new.tags, new.place);
END;
