import { expect, test } from 'vitest';
import type { DueKind, Today } from '../../api/bindings';
import { dayOf, dueSentence } from './due';
import { daySentence, sentenceParts } from './sentence';

// A Wednesday.
const TODAY = '2026-10-14';
const due = (date: string, kind: DueKind = 'deadline', done = false) => ({ id: date, title: 'A', date, kind, done });
const told = (more: Partial<Today>) =>
  ({ date: TODAY, finding: { rule: 'stopped', minutes: 9 }, lesson: { number: '1.2' }, course: { read: 1, lessons: 4 }, path: null, due: [], ...more }) as unknown as Today;

test('what is late comes before today, and today before this week', () => {
  expect(dueSentence([due('2026-10-16', 'plan'), due('2026-10-18', 'plan')], TODAY)).toBe('[Two steps] fall due this week.');
  expect(dueSentence([due('2026-10-16', 'plan'), due('2026-10-17')], TODAY)).toBe('[Two dates] fall due this week.');
  // A week ends on Sunday.
  expect(dueSentence([due('2026-10-19')], TODAY)).toBeNull();
  expect(dueSentence([due(TODAY), due('2026-10-16')], TODAY)).toBe('[One date] falls due today.');
  expect(dueSentence([due('2026-10-12'), due(TODAY, 'plan')], TODAY)).toBe('[One date] is overdue. [One step] falls due today.');
  expect(dueSentence([due('2026-10-12', 'deadline', true)], TODAY)).toBeNull();
});

test('the day of a date', () => {
  expect(dayOf(due('2026-10-15'), TODAY)).toEqual({ text: 'Tomorrow', tone: 'near' });
  expect(dayOf(due('2026-10-16'), TODAY)).toEqual({ text: 'Fri 16 Oct', tone: null });
  expect(dayOf(due('2026-10-12'), TODAY)).toEqual({ text: 'Overdue since Mon 12 Oct', tone: 'late' });
});

test('nobody hears that nothing is due on a day when something is', () => {
  const begin = { finding: { rule: 'begin', minutes: 8 } } as const;
  expect(daySentence(told(begin))).toMatch(/^Nothing is due today\. /);
  expect(daySentence(told({ ...begin, due: [due(TODAY)] }))).toBe('[Lesson 1.2] takes eight minutes, if you have them.');
  expect(daySentence(told({ finding: { rule: 'finished' }, due: [due('2026-10-16')] }))).toBe('You have read [all four lessons].');
});

test('each marked part leads to its own place', () => {
  const parts = sentenceParts(told({ due: [due('2026-10-16', 'plan')] }));
  expect(parts.map((part) => part.text).join('')).toBe('You stopped nine minutes from the end of a lesson. One step falls due this week.');
  expect(parts.filter((part) => part.marked).map((part) => part.to)).toEqual(['sheet', 'due']);
});

test('with a path it is the path that is counted', () => {
  const path = { offer: false, paused: false, assessed: true, lessons: 24, done: 13, why: null };
  expect(daySentence(told({ finding: { rule: 'next', minutes: 8 }, path }))).toMatch(/^You have read thirteen of 24 lessons on your path\./);
  expect(daySentence(told({ finding: { rule: 'finished' }, path }))).toBe('You have read [all 24 lessons on your path]. Nothing is due today.');
});
