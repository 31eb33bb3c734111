import { expect, test } from 'vitest';
import type { Today } from '../../api/bindings';
import { hit, lessonHit, noteHit, toolHit } from './fake';
import { hitGroups, offerGroups, routeOf, type Row } from './rows';

const words = (row: Row | undefined) => [row?.title, row?.detail].map((pieces) => pieces?.map(({ text }) => text).join(''));

test('hits stand by kind, each in its voice', () => {
  const groups = hitGroups([noteHit, toolHit, lessonHit], false);
  expect(groups.map(({ id, voice, rows }) => [id, voice, rows.length])).toEqual([
    ['lesson', 'course', 1],
    ['note', 'you', 1],
    ['tool', 'you', 1],
  ]);
  expect(words(groups[0]?.rows[0])).toEqual(['4.4 What a forced project costs', 'When a project is forced in.']);
  expect(groups[0]?.rows[0]?.quoted).toBe(true);
});

test('a note says when and where, unless the words are in its text', () => {
  const of = (note: typeof noteHit) => hitGroups([note], false)[0]?.rows[0];
  expect(words(of(noteHit))).toEqual(['Forced projects, for Anders', '12 Oct 2020, linked to 4.4']);
  const inText = hit({ kind: 'note', note: 'n', title: 'Anders', snippet: 'Not *forced*.', at: '2020-10-12T09:00:00Z' });
  expect(words(of(inText))).toEqual(['Anders', 'Not forced.']);
  const untitled = hit({ kind: 'note', note: 'n', snippet: 'Not *forced*.', at: '2020-10-12T09:00:00Z' });
  expect(words(of(untitled))).toEqual(['Not forced.', '12 Oct 2020']);
  expect(words(of(hit({ kind: 'note', note: 'n' })))).toEqual(['Note without a title', '']);
});

test('every kind leads to its place; a hit that leads nowhere is no row', () => {
  expect(routeOf(lessonHit)).toEqual({ name: 'lesson', course: 'pmo', lesson: 'l4', block: 'p3' });
  expect(routeOf(hit({ kind: 'reflection', course: 'pmo', lesson: 'l4' }))).toEqual({ name: 'lesson', course: 'pmo', lesson: 'l4' });
  expect(routeOf(noteHit)).toEqual({ name: 'notes', note: 'n1' });
  expect(routeOf(toolHit)).toEqual({ name: 'workbook', tool: 't4' });
  expect(hitGroups([hit({}), hit({ kind: 'note' })], false)).toEqual([]);
});

test('among several kinds each keeps to a few; the same place is one row', () => {
  const many = Array.from({ length: 20 }, (_, index) => hit({ ...lessonHit, title: 'T', snippet: 's', block: `p${index}` }));
  expect(hitGroups(many, false)[0]?.rows).toHaveLength(12);
  expect(hitGroups([...many, noteHit, toolHit], false)[0]?.rows).toHaveLength(4);
  expect(hitGroups(many, true)[0]?.rows).toHaveLength(20);
  expect(hitGroups([lessonHit, lessonHit], false)[0]?.rows).toHaveLength(1);
});

test('before a word is typed: where to go on, then what was looked for', () => {
  const today = {
    course: { id: 'pmo' },
    lesson: { id: 'l4', number: '4.4', title: 'Costs', minutes: 18, minutes_left: 9 },
    note: { id: 'n1', title: '', excerpt: 'First\nSecond' },
    tool: { tool: 't4', title: 'Portfolio frontier' },
  } as unknown as Today;
  const [on, recent] = offerGroups(today, ['forced']);
  expect(on?.rows.map(words)).toEqual([
    ['Costs', 'Lesson 4.4, 9 min left'],
    ['First', 'Your last note'],
    ['Portfolio frontier', 'Your last tool'],
  ]);
  expect(recent?.rows[0]?.deed).toEqual({ does: 'type', text: 'forced' });
  expect(offerGroups(null, [])).toEqual([]);
});
