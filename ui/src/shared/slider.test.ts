import { expect, test } from 'vitest';
import { clampToStep, fraction } from './slider';

test('steps stay inside the range and free of rounding noise', () => {
  expect(clampToStep(17.3, 17, 26, 0.1)).toBe(17.3);
  expect(clampToStep(99, 17, 26, 0.5)).toBe(26);
  expect(clampToStep(-4, 17, 26, 0.5)).toBe(17);
  expect(clampToStep(19.7, 17, 26, 0.5)).toBe(19.5);
});

test('the fraction is 0 to 1, and 0 for an empty range', () => {
  expect(fraction(20, 10, 30)).toBe(0.5);
  expect(fraction(5, 10, 30)).toBe(0);
  expect(fraction(5, 5, 5)).toBe(0);
});
