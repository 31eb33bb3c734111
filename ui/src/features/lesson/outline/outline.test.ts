import { expect, test } from 'vitest';
import { check, heading, prose, reflection } from '../fixture';
import { checkPlace, outlineOf, SOURCES_ENTRY } from './outline';

const texts = (...args: Parameters<typeof outlineOf>) => outlineOf(...args).map((entry) => entry.text);
const source = { id: 's', author: 'A', title: 'T', date: '2020', publisher: null, url: null, as_at: null, note: null };

test('headings of the highest level, the check, the sources; not reflections', () => {
  const blocks = [prose('p'), heading('h1', 'The gap'), heading('h2', 'Deeper', 3), check('c'), reflection('r')];
  expect(outlineOf({ blocks, sources: [source] })).toEqual([
    { id: 'h1', text: 'The gap' },
    { id: 'c', text: 'Check your reading' },
    { id: SOURCES_ENTRY, text: 'Sources' },
  ]);
});

test('several checks are told apart', () => {
  expect(texts({ blocks: [check('c'), check('d')], sources: [] })).toEqual([
    'Check your reading, 1',
    'Check your reading, 2',
  ]);
  expect(checkPlace([check('c'), prose('p'), check('d')], 'd')).toEqual({ index: 2, count: 2 });
  expect(checkPlace([prose('p')], 'p')).toBeNull();
});

test('a text whose headings begin at level 6 has an outline too', () => {
  expect(texts({ blocks: [heading('a', 'One', 6), heading('b', 'Two', 6)], sources: [] })).toEqual(['One', 'Two']);
  expect(texts({ blocks: [], sources: [] })).toEqual([]);
});
