import { expect, test } from 'vitest';
import { parseNumber } from './number';

const value = (typed: string, unit: string | null = null) => {
  const parsed = parseNumber(typed, unit);
  return parsed.kind === 'number' ? parsed.value : parsed.kind;
};

test.each([
  ['50', 50],
  [' 12.5 ', 12.5],
  ['12,5', 12.5],
  ['0,125', 0.125],
  ['.5', 0.5],
  ['5.', 5],
  ['-3', -3],
  ['−3,5', -3.5],
  ['+7', 7],
  ['1 234', 1234],
  ['1’234.5', 1234.5],
  ['1,234.5', 1234.5],
  ['1.234,5', 1234.5],
  ['1,234,567', 1_234_567],
  ['1.234.567', 1_234_567],
  ['1234,567', 1234.567],
  ['1.234', 1.234],
  ['50%', 50],
  ['€5', 5],
  ['-£3', -3],
])('%s is a number', (typed, expected) => expect(value(typed)).toBe(expected));

test('the unit may be typed along', () => {
  expect(value('5 m', 'm')).toBe(5);
  expect(value('5 Days', 'days')).toBe(5);
  expect(value('50 %', '%')).toBe(50);
  expect(value('5 weeks', 'days')).toBe('nonsense');
  expect(['€18.0m', '€18', '18m', '18 €m', '18'].map((typed) => value(typed, '€m'))).toEqual([18, 18, 18, 'nonsense', 18]);
  expect(['US$1,234.5k', 'us$2k', '$2k', '−US$2k'].map((typed) => value(typed, 'US$k'))).toEqual([1234.5, 2, 2, -2]);
});

test.each(['abc', '1.2.3', '1,2,3', '12,34.5', '1.2,3.4', '--3', '1e5', '12x', '50%%%', '½', '.', '-', '%', '10-20'])(
  '%s is refused',
  (typed) => expect(value(typed)).toBe('nonsense'),
);

test('nothing is empty, not zero', () => expect(value('  ')).toBe('empty'));

test('a comma and three figures could be either', () => {
  expect(parseNumber('1,234')).toEqual({ kind: 'ambiguous', thousands: '1234', decimal: '1.234' });
  expect(value('0,234')).toBe(0.234);
});
