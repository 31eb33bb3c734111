import { expect, test } from 'vitest';
import { written } from '../dates';
import { hasTag, spelling, splitTags, suggest, tidyTag } from './tags';

const used = ['frontier', 'capacity', 'Anders', '90-day'].map((tag) => ({ tag, notes: 1 }));

test('a tag as typed', () => {
  expect(['#frontier', ' ##a ', 'two  words,', '#', ''].map(tidyTag)).toEqual(['frontier', 'a', 'two words', '', '']);
  expect(splitTags('#frontier, #Anders #x; y')).toEqual(['frontier', 'Anders', 'x', 'y']);
});

test('those in use come first, in their spelling', () => {
  expect(suggest('a', used, [])).toEqual(['Anders', 'capacity', '90-day']);
  expect(suggest('', used, ['anders'])).toEqual(['frontier', 'capacity', '90-day']);
  expect([spelling('ANDERS', used), spelling('new', used), hasTag(['Frontier'], 'frontier')]).toEqual(['Anders', 'new', true]);
});

test('when a note was written', () => {
  const now = new Date(2026, 9, 14, 12);
  const at = (month: number, day: number, year = 2026) => new Date(year, month, day, 9).toISOString();
  expect(written(at(9, 12), at(9, 14), now)).toBe('12 October, edited today');
  expect(written(at(9, 12), at(9, 13), now)).toBe('12 October, edited yesterday');
  expect(written(at(8, 1), at(8, 3), now)).toBe('1 September, edited 3 Sep');
  expect(written(at(8, 1), at(8, 1), now)).toBe('1 September');
  expect(written(at(8, 1, 2025), at(8, 1, 2025), now)).toBe('1 September 2025');
  expect(written(at(9, 14), at(9, 14), now)).toBe('Today');
});
