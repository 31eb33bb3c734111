import { expect, test } from 'vitest';
import { factCard } from '../fixture';
import { changedSince, EVER, sinceSentence, undated, USUAL_SINCE, yearsOf } from './since';

const facts = [factCard('a', '2026'), factCard('b', '2021-07'), factCard('c', '2017'), factCard('d', null)];
const ids = (list: typeof facts) => list.map(({ fact }) => fact.id);

test('the year itself counts, and facts without a change stand apart', () => {
  expect(ids(changedSince(facts, 2021))).toEqual(['a', 'b']);
  expect(ids(changedSince(facts, EVER))).toEqual(['a', 'b', 'c']);
  expect(ids(undated(facts))).toEqual(['d']);
});

test('years go from now to the first change, or to the usual one', () => {
  expect(yearsOf(facts, 2026)).toEqual([2026, 2025, 2024, 2023, 2022, 2021, 2020, 2019, 2018, 2017]);
  expect(yearsOf([], 2026).at(-1)).toBe(USUAL_SINCE);
});

test('the sentence knows none, one and many', () => {
  expect(sinceSentence(14, 2021)).toBe('Since 2021, fourteen things changed that a PMO director is still asked about.');
  expect(sinceSentence(1, 2026)).toBe('Since 2026, one thing changed that a PMO director is still asked about.');
  expect(sinceSentence(0, 2026)).toContain('nothing');
  expect(sinceSentence(39, EVER)).toContain('39 things');
});
