-- The log of everything that the reader did, and what merging needs to know.
--
-- What is the reader's own in the other tables is a fold over `event`: see src/log/mod.rs. Moments are
-- those of the hybrid clock (colloquy_protocol::Hlc as a number), devices their 16 bytes; together they
-- order any two writes, and no two are equal.

-- Who writes: one device in one space. `number` is this database's own.
CREATE TABLE log_writer (
    number      INTEGER PRIMARY KEY,
    space       BLOB NOT NULL CHECK (length(space) = 16),
    device      BLOB NOT NULL CHECK (length(device) = 16),
    last        INTEGER NOT NULL DEFAULT 0, -- its latest event here; none before it is missing
    sealed      INTEGER NOT NULL DEFAULT 0, -- this device's: later ones are in no sealed segment yet
    noted       INTEGER NOT NULL DEFAULT 0, -- others': up to where an event of this device says it was seen
    saw         INTEGER NOT NULL DEFAULT 0, -- others': this device's latest event that they said they saw
    ahead_count INTEGER NOT NULL DEFAULT 0, -- events whose clock was more than a day ahead …
    ahead_ms    INTEGER NOT NULL DEFAULT 0, -- … how far the furthest was …
    ahead_seq   INTEGER NOT NULL DEFAULT 0, -- … the first of them …
    ahead_at    TEXT,                       -- … and when it came
    UNIQUE (space, device)
) STRICT;

-- Which of them is this device.
CREATE TABLE log_own (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    writer   INTEGER NOT NULL REFERENCES log_writer (number),
    hlc      INTEGER NOT NULL,              -- where its clock is
    kinds    INTEGER NOT NULL               -- mark of the kinds that the build knew which wrote last
) STRICT;

CREATE TABLE event (
    id     INTEGER PRIMARY KEY,             -- 2^40 times the writer's number, and which of its events
    hlc    INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    schema INTEGER NOT NULL,
    body   BLOB NOT NULL,
    deps   BLOB,                            -- events of others seen since the writer's one before, CBOR
    waits  TEXT                             -- what must come before it can be applied; NULL: applied
) STRICT;
CREATE INDEX event_waiting ON event (waits) WHERE waits IS NOT NULL;

-- Which write a field has from: the last one wins. It outlives the row, so that a value taken back
-- stays taken back.
CREATE TABLE field_clock (
    entity TEXT NOT NULL,
    key    TEXT NOT NULL,
    field  TEXT NOT NULL,
    hlc    INTEGER NOT NULL,
    device BLOB NOT NULL,
    PRIMARY KEY (entity, key, field)
) STRICT, WITHOUT ROWID;

-- Texts that lost: the last text of each device in a field, unless it is the one that stands.
CREATE TABLE field_text (
    entity TEXT NOT NULL,
    key    TEXT NOT NULL,
    field  TEXT NOT NULL,
    device BLOB NOT NULL,
    hlc    INTEGER NOT NULL,
    text   TEXT NOT NULL,
    PRIMARY KEY (entity, key, field, device)
) STRICT, WITHOUT ROWID;

-- Observed-remove sets: every adding of a member, and whether somebody who had seen it took it away.
CREATE TABLE set_entry (
    entity TEXT NOT NULL,                   -- tag, bookmark; highlight: its removals
    key    TEXT NOT NULL,
    member TEXT NOT NULL,
    hlc    INTEGER NOT NULL,
    device BLOB NOT NULL,
    at     TEXT NOT NULL,
    value  TEXT NOT NULL,
    gone   INTEGER NOT NULL CHECK (gone IN (0, 1)),
    PRIMARY KEY (entity, key, member, hlc, device)
) STRICT, WITHOUT ROWID;

-- Notes erased for good, and which events the eraser had seen: a later word brings the note back.
CREATE TABLE note_erased (
    note_id TEXT NOT NULL,
    hlc     INTEGER NOT NULL,
    device  BLOB NOT NULL,
    seen    BLOB NOT NULL,                  -- latest event of each device, CBOR
    PRIMARY KEY (note_id, hlc, device)
) STRICT, WITHOUT ROWID;

-- Numbers of these rows are this database's own; their names everywhere are moment and device.
ALTER TABLE note_version ADD COLUMN hlc INTEGER NOT NULL DEFAULT 0;
ALTER TABLE note_version ADD COLUMN device BLOB NOT NULL DEFAULT x'';
ALTER TABLE tool_history ADD COLUMN hlc INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tool_history ADD COLUMN device BLOB NOT NULL DEFAULT x'';
CREATE INDEX tool_history_order ON tool_history (tool, field, hlc, device);
-- A stretch of reading is one device's.
ALTER TABLE reading_session ADD COLUMN device BLOB NOT NULL DEFAULT x'';
