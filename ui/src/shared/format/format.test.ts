import { expect, test } from 'vitest';
import { ago, dayAndTime, dayLong, dayOfYear, dayShort, daysFrom, parseDay } from './date';
import { minutes, minutesInWords } from './duration';
import { countOf, inWords, number, sentence } from './words';

const now = new Date(2026, 9, 14, 9, 41);

test('numbers are words to twenty, then figures', () => {
  expect([0, 1, 9, 20, 21, 1234].map(inWords)).toEqual(['no', 'one', 'nine', 'twenty', '21', '1,234']);
  expect(number(1234)).toBe('1,234');
});

test('counts agree with their noun and can open a sentence', () => {
  expect(countOf(1, 'commitment', 'commitments')).toBe('one commitment');
  expect(sentence(countOf(2, 'commitment', 'commitments'))).toBe('Two commitments');
  expect(sentence('')).toBe('');
});

test('minutes turn into hours', () => {
  expect([0, 8.2, 29, 60, 355].map(minutes)).toEqual(['0 min', '9 min', '29 min', '1 h', '5 h 55 min']);
  expect(minutes(-3)).toBe('0 min');
  expect([1, 9, 60, 125].map(minutesInWords)).toEqual([
    'one minute',
    'nine minutes',
    'one hour',
    'two hours and five minutes',
  ]);
});

test('days have no comma', () => {
  expect(dayLong(now)).toBe('Wednesday 14 October');
  expect(dayShort(parseDay('2026-10-16'))).toBe('Fri 16 Oct');
  expect(dayShort(parseDay('2026-09-04'))).toBe('Fri 4 Sep');
});

test('another year is named', () => {
  expect(dayOfYear(parseDay('2026-10-12'), now)).toBe('12 Oct');
  expect(dayOfYear(parseDay('2025-10-12'), now)).toBe('12 Oct 2025');
  expect(dayAndTime(new Date(2026, 9, 12, 8, 5), now)).toBe('12 Oct, 08:05');
  expect(dayAndTime(new Date(2025, 9, 12, 8, 5), now)).toBe('12 Oct 2025, 08:05');
});

test('days are calendar days, not 24 hours, across the clock change too', () => {
  expect(daysFrom(new Date(2026, 9, 15, 0, 1), new Date(2026, 9, 14, 23, 59))).toBe(1);
  expect(daysFrom(new Date(2026, 9, 26), new Date(2026, 9, 24))).toBe(2);
});

test('how long ago', () => {
  const before = (ms: number) => new Date(now.getTime() - ms);
  expect(ago(before(10_000), now)).toBe('just now');
  expect(ago(before(-5000), now)).toBe('just now');
  expect(ago(before(120_000), now)).toBe('2 min ago');
  expect(ago(before(3 * 3_600_000), now)).toBe('3 h ago');
  expect(ago(new Date(2026, 9, 13, 21, 40), now)).toBe('yesterday, 21:40');
  expect(ago(new Date(2026, 9, 2), now)).toBe('2 Oct');
});
