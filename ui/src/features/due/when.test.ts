import { expect, test } from 'vitest';
import type { DueView } from '../../api/bindings';
import { dayName, dueSentence, isLate } from './when';

const now = new Date(2026, 10, 23, 23, 30);
const due = (date: string, done = false): DueView => ({ id: date, title: 'T', date, done, kind: 'deadline' });

test('days are named from today, with a year where it is another one', () => {
  expect(['2026-11-23', '2026-11-24', '2026-11-27', '2027-01-08'].map((date) => dayName(date, now))).toEqual(['Today', 'Tomorrow', 'Fri 27 Nov', 'Fri 8 Jan 2027']);
});

test('what is late and what is due today come first', () => {
  expect(isLate(due('2026-11-22'), now)).toBe(true);
  expect(isLate(due('2026-11-22', true), now)).toBe(false);
  expect(isLate(due('2026-11-23'), now)).toBe(false);
  const both = dueSentence([due('2026-11-20'), due('2026-11-23'), due('2026-12-01')], now);
  expect(both).toBe('One date has passed and is still open. One thing falls due today.');
});

test('quiet, done and empty have their own sentence', () => {
  expect(dueSentence([due('2026-12-04'), due('2026-11-27')], now)).toBe('Two dates are open; the next is Fri 27 Nov.');
  expect(dueSentence([due('2026-11-24')], now)).toBe('One date is open; the next is tomorrow.');
  expect(dueSentence([due('2026-11-20', true)], now)).toBe('Everything with a date is done.');
  expect(dueSentence([], now)).toBe('No dates are set.');
});
