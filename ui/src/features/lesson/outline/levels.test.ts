import { expect, test } from 'vitest';
import { heading, prose } from '../fixture';
import { shownLevels } from './levels';

const levels = (...given: number[]) => [
  ...shownLevels(given.map((level, index) => heading(String(index), 'x', level))).values(),
];

test('levels go down by one at most, whatever the author wrote', () => {
  expect(levels(2, 3, 3, 2, 4, 5, 2)).toEqual([2, 3, 3, 2, 3, 4, 2]);
  expect(levels(6, 6, 6)).toEqual([2, 2, 2]);
  expect(levels(3, 2, 3)).toEqual([2, 2, 3]);
  expect(shownLevels([prose('p')]).size).toBe(0);
});
