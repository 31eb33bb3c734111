INSERT INTO setting VALUES ('review', '{"cap":20,"new_cap":5,"retention":0.9,"easy":[false,false,false,false,false,true,true],"terms":true,"checks":false}');
INSERT INTO lesson_fact VALUES
    ('sample', 'one', '2026-01-05T08:00:00.000Z', '2026-02-01T08:00:00.000Z', 'one-a', 0.5, '2026-01-20T08:00:00.000Z', 1),
    ('sample', 'two', '2026-01-06T08:00:00.000Z', '2026-01-06T08:00:00.000Z', NULL, NULL, NULL, 0);
INSERT INTO block_seen VALUES
    ('sample', 'one-a', 'one', 1, '2026-01-05T08:01:00.000Z'),
    ('sample', 'one-b', 'one', 1, '2026-01-05T08:01:00.000Z'),
    ('sample', 'one-z', 'one', 2, '2026-01-20T08:00:00.000Z');
INSERT INTO reading_session VALUES
    ('s1', 'sample', 'one', '2026-01-05T08:00:00.000Z', '2026-01-05T08:09:00.000Z', 540000),
    ('s2', 'sample', 'two', '2026-01-06T08:00:00.000Z', '2026-01-06T08:00:00.000Z', 0);
INSERT INTO attempt VALUES
    ('a1', 'sample', 'one', 'one-single', 1, '2026-01-05T08:03:00.000Z', '{"form":"single","option":"b"}', 4, 0.0, 12),
    ('a2', 'sample', 'one', 'one-single', 1, '2026-01-05T08:03:00.000Z', '{"form":"single","option":"a"}', 2, 1.0, 5),
    ('a3', 'sample', 'one', 'one-case', 1, '2026-01-05T08:05:00.000Z', '{"form":"single","option":"a"}', NULL, NULL, 60);
INSERT INTO writing VALUES
    ('sample', 'one-reflect', 'one', 'reflection', 'What I think.', '2026-01-05T08:06:00.000Z'),
    ('sample', 'one-cohort', 'one', 'draft', 'What I ask.', '2026-01-05T08:07:00.000Z');
INSERT INTO bookmark VALUES ('sample', 'one-b', 'one', '2026-01-05T08:08:00.000Z');
INSERT INTO highlight VALUES
    ('h1', 'sample', 'one', '2026-01-05T08:10:00.000Z', NULL),
    ('h2', 'sample', 'one', '2026-01-05T08:11:00.000Z', '2026-01-05T08:12:00.000Z');
INSERT INTO highlight_part VALUES
    ('h1', 0, 'one-a', 4, 19, 'first paragraph', 'The ', ' has'),
    ('h2', 0, 'one-a', 0, 3, 'The', '', ' first'),
    ('h2', 1, 'one-b', 0, 3, 'The', '', ' second');
-- Where a revision moved it.
INSERT INTO highlight_spot VALUES ('h1', 0, 'one', 'one-z', 4, 18, 1);
INSERT INTO tool_field VALUES
    ('t4', 'budget', '5', '2026-01-07T08:02:00.000Z'),
    ('t4', 'unit', '"€m"', '2026-01-07T08:00:00.000Z');
INSERT INTO tool_history (tool, field, value, at) VALUES
    ('t4', 'budget', NULL, '2026-01-07T08:00:00.000Z'),
    ('t4', 'unit', NULL, '2026-01-07T08:00:00.000Z'),
    ('t4', 'step', NULL, '2026-01-07T08:00:00.000Z'),
    -- The clock went back here.
    ('t4', 'budget', '3', '2026-01-07T07:30:00.000Z'),
    ('t4', 'step', '0.1', '2026-01-07T08:01:00.000Z'),
    ('t4', 'budget', '4', '2026-01-07T08:02:00.000Z');
INSERT INTO tool_result VALUES
    ('r1', 't4', '2026-01-07T08:03:00.000Z', 'Board', '{"budget":5}', '{"finding":"Four fit.","figures":[]}', NULL),
    ('r2', 't4', '2026-01-07T08:04:00.000Z', 'Again', '{"budget":5}', '{"finding":"Five fit.","figures":[]}', '2026-01-07T08:05:00.000Z');
INSERT INTO sitting VALUES
    ('p1', 'asked', 'pre', NULL, '2026-01-08T08:00:00.000Z', '2026-01-08T08:30:00.000Z'),
    ('p2', 'asked', 'fast', 'm1', '2026-01-09T08:00:00.000Z', NULL);
INSERT INTO sitting_item VALUES
    ('p1', 0, 'l11-a', 'm1', 'l11', '{}', 'right', 1, 3, 20, '2026-01-08T08:01:00.000Z'),
    ('p1', 1, 'l12-a', 'm1', 'l12', '{}', NULL, 0, 1, 9, '2026-01-08T08:02:00.000Z'),
    ('p1', 2, 'l13-a', 'm1', 'l13', '{}', NULL, NULL, NULL, NULL, NULL),
    ('p2', 0, 'l11-b', 'm1', 'l11', '{}', NULL, NULL, NULL, NULL, NULL);
UPDATE sitting_item SET body = json_object('id', item_id, 'lesson', lesson_id, 'form', 'a', 'kind', 'scenario',
    'prompt', 'Which?', 'options', json('[]'), 'explanation', '', 'source', NULL, 'as_at', NULL);
INSERT INTO module_rating VALUES ('asked', 'm1', 3, NULL, '2026-01-08T08:00:30.000Z');
INSERT INTO path_choice VALUES
    ('asked', 'everything', '', 'on', '2026-01-10T08:00:00.000Z'),
    ('asked', 'module', 'm1', 'core', '2026-01-10T08:01:00.000Z');
INSERT INTO card VALUES
    ('0191d6c0-0000-7000-8000-000000000401', '{"from":"own"}', 'Front', 'Back', '2026-01-11T08:00:00.000Z', NULL),
    ('0191d6c0-0000-7000-8000-000000000402', '{"from":"own"}', 'Front', 'Back', '2026-01-11T08:01:00.000Z', '2026-01-11T08:02:00.000Z'),
    ('check/sample/one-single', '{"from":"check","course":"sample","lesson":"one","block":"one-single"}', '', '', '2026-01-11T08:03:00.000Z', '2026-01-11T08:03:00.000Z'),
    ('check/sample/other', '{"from":"check","course":"sample","lesson":"one","block":"other"}', '', '', '2026-01-11T08:04:00.000Z', NULL),
    ('term/sample/t', '{"from":"term","course":"sample","term":"t"}', '', '', '2026-01-11T08:05:00.000Z', '2026-01-11T08:09:00.000Z');
INSERT INTO review VALUES
    ('v1', '0191d6c0-0000-7000-8000-000000000401', '2026-01-12T08:00:00.000Z', '2026-01-12', 3, 900, NULL),
    ('v2', '0191d6c0-0000-7000-8000-000000000401', '2026-01-13T08:00:00.000Z', '2026-01-13', 1, 0, '2026-01-13T08:01:00.000Z');
INSERT INTO deadline VALUES
    ('0191d6c0-0000-7000-8000-000000000501', 'Paper', '2026-12-01', NULL, '2026-01-14T08:00:00.000Z', NULL),
    ('0191d6c0-0000-7000-8000-000000000502', 'Done', '2026-12-02', '2026-01-14T08:02:00.000Z', '2026-01-14T08:01:00.000Z', '2026-01-14T08:00:59.000Z');
INSERT INTO calendar_entry VALUES ('u1', 2, '{"title":"Paper","date":"2026-12-01","done":false,"cancelled":false}', '2026-01-15T08:00:00.000Z');
INSERT INTO direction_section VALUES ('mandate', 'In my words.', '2026-01-16T08:00:00.000Z');
