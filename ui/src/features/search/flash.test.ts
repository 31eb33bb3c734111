import { expect, test } from 'vitest';
import { lessonHit } from './fake';
import { rangesOf, writtenWords } from './flash';

test('the words as they are written, each once', () => {
  expect(writtenWords(lessonHit)).toEqual(['forced']);
});

test('every place of a word, also inside other elements', () => {
  const block = document.createElement('p');
  block.innerHTML = 'A forced start, <em>forced</em> twice and unforced.';
  expect(rangesOf(block, ['forced']).map(String)).toEqual(['forced', 'forced', 'forced']);
  expect(rangesOf(block, [])).toEqual([]);
});
