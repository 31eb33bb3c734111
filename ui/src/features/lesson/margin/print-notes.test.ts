import { expect, test } from 'vitest';
import type { HighlightView } from '../../../api/bindings';
import type { Desk } from '../highlight/desk.svelte';
import { textOf } from '../highlight/text-map';
import { excerptOf } from './excerpt';
import { printNotes } from './print-notes';

test('a longer note ends with a sign', () => {
  expect(excerptOf({ excerpt: 'Two words ', words: 2 })).toBe('Two words');
  expect(excerptOf({ excerpt: 'Two words', words: 9 })).toBe('Two words…');
});

test('notes stand at their passage for the time of printing, outside of tables, and are no part of the text', () => {
  document.body.innerHTML = '<article><p>One <mark>two</mark></p><div class="table"><table><tr><td><mark>x</mark></td></tr></table></div></article>';
  const article = document.querySelector('article');
  if (!article) throw new Error('No article.');
  const [first, second] = article.querySelectorAll('mark');
  const note = { title: 'T', excerpt: 'Text', words: 1, created_at: '2026-10-12T10:00:00Z' };
  const noted = ['a', 'b'].map((id) => ({ id, at: '', changed: false, note }) as unknown as HighlightView);
  const painter = { first: (id: string) => (id === 'a' ? first : second) };
  const stop = printNotes(article, { noted, painter } as unknown as Desk);
  const [before, text] = [article.innerHTML, textOf(article)];
  window.dispatchEvent(new Event('beforeprint'));
  expect(first?.previousElementSibling?.className).toBe('print-note');
  expect(article.querySelector('.table')?.previousElementSibling?.textContent).toContain('You');
  expect(textOf(article)).toBe(text);
  window.dispatchEvent(new Event('afterprint'));
  expect(article.innerHTML).toBe(before);
  stop();
});
