import { expect, test } from 'vitest';
import { LONGEST, requestText, tidy, understand } from './filters';

test('filters are told from words, and said in words', () => {
  expect(understand('forced in:notes module:4 Project')).toEqual({ words: 'forced Project', filters: ['notes', 'module 4'] });
  expect(understand('IN:Tools lesson:4.2 tag:anders #frontier #frontier')).toEqual({
    words: '',
    filters: ['the workbook', 'lesson 4.2', '#anders', '#frontier'],
  });
});

test('what is no filter is words', () => {
  for (const text of ['in:attic', 'module:four', 'lesson:4', 'cost: high', '#', '# a', 'http://x', '-in:notes', '"in:notes module:4"', '"open in:notes']) {
    expect(understand(text)).toEqual({ words: text.trim(), filters: [] });
  }
});

test('beginnings, quotation marks, and a filter that is still being typed', () => {
  expect(understand('in:refl tag:"two words" „in:notes“ cost')).toEqual({ words: '"in:notes" cost', filters: ['reflections', '#two words'] });
  expect(understand('cost in: module:')).toEqual({ words: 'cost', filters: [] });
});

test('a tab narrows the request and leaves the text alone', () => {
  expect(requestText('forced', null)).toBe('forced');
  // First, so that the last word still counts as a beginning and an open phrase stays one.
  expect(requestText('forced', 'tool')).toBe('in:tools forced');
  expect(requestText('"forced pro', 'note')).toBe('in:notes "forced pro');
  expect(requestText('in:lessons cost IN:refl x', 'note')).toBe('in:notes cost x');
});

test('long text is cut between words, and lines become one', () => {
  expect(tidy('one\r\ntwo\tthree')).toEqual({ text: 'one two three', cut: false });
  const { text, cut } = tidy('word '.repeat(500));
  expect(cut).toBe(true);
  expect(text.length).toBeLessThanOrEqual(LONGEST);
  expect(text.endsWith('word')).toBe(true);
  expect(tidy('x'.repeat(3000)).text).toHaveLength(LONGEST);
});

test('half a character never reaches the core', () => {
  const halves = tidy(`${'x'.repeat(LONGEST - 1)}😀😀`).text;
  expect(halves).not.toMatch(/\p{Cs}/u);
  expect(halves).toHaveLength(LONGEST - 1);
  expect(tidy('a\ud800b').text).toBe('a b');
});
