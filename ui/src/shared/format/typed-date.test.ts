import { expect, test } from 'vitest';
import { parseTypedDay } from './typed-date';

// A Monday.
const now = new Date(2026, 10, 23, 15, 0);
const parse = (text: string) => parseTypedDay(text, now);

test.each([
  ['2026-11-27', '2026-11-27'],
  ['27.11.2026', '2026-11-27'],
  ['27/11/26', '2026-11-27'],
  ['27.11.', '2026-11-27'],
  ['27 Nov', '2026-11-27'],
  ['27th of November 2027', '2027-11-27'],
  ['Fri 27 Nov', '2026-11-27'],
  ['Monday, 30 November 2026', '2026-11-30'],
  ['November 27, 2026', '2026-11-27'],
  ['1 Sept', '2027-09-01'],
  ['23 Nov', '2026-11-23'],
  ['22 Nov', '2027-11-22'],
])('%s is %s', (typed, day) => expect(parse(typed)).toBe(day));

test.each([
  ['today', '2026-11-23'],
  ['Tomorrow', '2026-11-24'],
  ['Friday', '2026-11-27'],
  ['mon', '2026-11-30'],
  ['next tues', '2026-11-24'],
  ['in two weeks', '2026-12-07'],
  ['in 10 days', '2026-12-03'],
  ['a month', '2026-12-23'],
])('%s counts from today: %s', (typed, day) => expect(parse(typed)).toBe(day));

test('the end of a month stays one', () => {
  expect(parseTypedDay('in a month', new Date(2026, 0, 31))).toBe('2026-02-28');
  expect(parseTypedDay('29 feb', new Date(2027, 2, 1))).toBe('2028-02-29');
});

test.each(['', 'soon', '31.2.2026', '32 Nov', '2026-13-01', 'in a while', 'monkey', '12', 'sunny', 'in 5000 days'])('%s is no day', (typed) => expect(parse(typed)).toBeNull());
