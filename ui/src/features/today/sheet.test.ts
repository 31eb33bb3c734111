import { expect, test } from 'vitest';
import type { Finding, Today, TodayLesson } from '../../api/bindings';
import { sheetFor } from './sheet';

const reading: TodayLesson = {
  id: 'l2',
  number: '1.2',
  title: 'Evidence and myths',
  module: 'Role',
  standfirst: 'Three numbers.',
  state: 'started',
  minutes: 18,
  minutes_left: 9,
  fraction: 0.5,
  stopped_at: 'It pays the value of whatever it displaced.',
};

function sheet(finding: Finding, lesson: Partial<TodayLesson> | null = {}) {
  const today: Today = {
    date: '2026-10-14',
    course: { id: 'pmo', title: 'Thriving', read: 1, lessons: 4, minutes_left: 9 },
    finding,
    lesson: lesson && { ...reading, ...lesson },
    module: null,
    bookmarks: [],
    writing: [],
    note: null,
    tool: null,
    path: null,
    review: null,
    due: [],
    due_open: 0,
  };
  return sheetFor(today);
}

test('in progress: the quote, the ribbon and what is left', () => {
  expect(sheet({ rule: 'stopped', minutes: 9 })).toMatchObject({
    label: 'You stopped here',
    quote: reading.stopped_at,
    text: null,
    action: 'Resume reading',
    href: '#/lesson/pmo/l2',
    beside: '9 of 18 min left',
    fraction: 0.5,
    ribbon: true,
  });
});

test('not started: the standfirst and the whole time', () => {
  const fresh = { state: 'new', minutes_left: 18, fraction: 0, stopped_at: null } as const;
  expect(sheet({ rule: 'begin', minutes: 18 }, fresh)).toMatchObject({
    label: null,
    quote: null,
    text: 'Three numbers.',
    action: 'Begin reading',
    beside: '18 min',
    ribbon: false,
  });
});

test('started without a place: no quote, no “you stopped here”', () => {
  expect(sheet({ rule: 'stopped', minutes: 9 }, { stopped_at: null })).toMatchObject({ label: null, text: 'Three numbers.' });
});

test('checks left and revised say what is open', () => {
  expect(sheet({ rule: 'checks_left', checks: 1 })).toMatchObject({ label: 'Read to the end', beside: '1 check open' });
  expect(sheet({ rule: 'revised', blocks: 2 }, { state: 'revised' })).toMatchObject({
    label: 'Revised by its author',
    action: 'Read it again',
    beside: '2 places to look at',
    fraction: 1,
    quote: null,
  });
});

test('course complete leads to the map', () => {
  expect(sheet({ rule: 'finished' }, null)).toMatchObject({
    title: 'Thriving',
    action: 'Open the course',
    href: '#/course',
    beside: '4 lessons read',
    fraction: 1,
  });
});

test('no course, no sheet', () => {
  const nothing = { date: '2026-10-14', course: null, finding: { rule: 'no_course' }, lesson: null, module: null } as const;
  expect(sheetFor({ ...nothing, bookmarks: [], writing: [], note: null, tool: null, path: null, review: null, due: [], due_open: 0 })).toBeNull();
});
