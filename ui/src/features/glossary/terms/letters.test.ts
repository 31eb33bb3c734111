import { expect, test } from 'vitest';
import { byLetter, letterOf, matchingTerms } from './letters';

const term = (name: string, meaning = '') => ({ id: name, term: name, meaning: `<p>${meaning}</p>`, lesson: null });

test('accents, quotes and figures know their letter', () => {
  expect(['Étude', '“Catchball”', 'if–then', '90-day plan', '…'].map(letterOf)).toEqual(['E', 'C', 'I', '#', '#']);
});

test('letters keep the order of the terms', () => {
  const groups = byLetter([term('Barrier'), term('benefit'), term('Catchball')]);
  expect(groups.map(({ letter, terms }) => [letter, terms.length])).toEqual([
    ['B', 2],
    ['C', 1],
  ]);
});

test('words are found in names and meanings, not in markup; names come first', () => {
  const all = [term('Catchball', 'Passing a plan to and fro.'), term('Plan B', 'Another.'), term('Ball', 'Round.')];
  expect(matchingTerms(all, 'plan').map(({ id }) => id)).toEqual(['Plan B', 'Catchball']);
  expect(matchingTerms(all, 'BALL')).toHaveLength(2);
  expect(matchingTerms(all, 'p>')).toEqual([]);
  expect(matchingTerms(all, ' ')).toHaveLength(3);
});
