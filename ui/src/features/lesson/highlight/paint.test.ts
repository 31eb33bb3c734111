import { expect, test } from 'vitest';
import { idsOf, paint, unpaint } from './paint';
import { partsOf } from './selection';
import { segmentsOf, signature } from './segments';
import { textOf } from './text-map';

function block(html: string, id = 'b'): HTMLElement {
  const element = document.createElement('div');
  element.id = id;
  element.innerHTML = html;
  document.body.append(element);
  return element;
}
const marks = (root: HTMLElement) => [...root.querySelectorAll('mark')].map((mark) => `${mark.textContent}|${idsOf(mark).join()}`);

test('overlapping highlights become segments, the shortest first', () => {
  const spans = [
    { id: 'long', start: 0, end: 10 },
    { id: 'short', start: 4, end: 6 },
    { id: 'tail', start: 5, end: 12 },
    { id: 'none', start: 3, end: 3 },
  ];
  expect(segmentsOf(spans)).toEqual([
    { start: 0, end: 4, ids: ['long'] },
    { start: 4, end: 5, ids: ['short', 'long'] },
    { start: 5, end: 6, ids: ['short', 'tail', 'long'] },
    { start: 6, end: 10, ids: ['tail', 'long'] },
    { start: 10, end: 12, ids: ['tail'] },
  ]);
  expect(segmentsOf([])).toEqual([]);
  expect(segmentsOf(spans, new Map([['short', 500]]))[1]?.ids).toEqual(['long', 'short']);
  expect(signature(segmentsOf(spans))).not.toBe(signature(segmentsOf(spans.slice(1))));
});

test('painting and taking away leave the text and its structure', () => {
  const html = '<p>One <a href="#">li<b>nk</b></a> two</p>\n<ul>\n<li>three</li>\n<li><code>four</code></li>\n</ul>';
  const root = block(html);
  const text = textOf(root);
  paint(root, segmentsOf([{ id: 'x', start: 2, end: text.length - 3 }, { id: 'y', start: 5, end: 9 }]));
  expect(textOf(root)).toBe(text);
  expect(marks(root).join('')).toContain('nk|y,x');
  expect(root.querySelectorAll('ul > mark, #b > mark')).toHaveLength(0);
  expect(root.querySelectorAll('a')).toHaveLength(1);
  paint(root, segmentsOf([{ id: 'z', start: 0, end: 3 }]));
  expect(marks(root)).toEqual(['One|z']);
  unpaint(root);
  expect(root.innerHTML).toBe(html);
  expect(root.querySelector('p')?.firstChild?.nodeValue).toBe('One ');
});

test('the author’s own marks stay, and code points count', () => {
  const root = block('<p>😀 <mark>his</mark> mine</p>');
  paint(root, [{ start: 6, end: 10, ids: ['m'] }]);
  expect(root.querySelectorAll('mark')).toHaveLength(2);
  expect(root.querySelector('mark.highlight')?.textContent).toBe('mine');
  unpaint(root);
  expect(root.innerHTML).toBe('<p>😀 <mark>his</mark> mine</p>');
});

test('what is selected stays selected, also backwards', () => {
  const root = block('<p>One two three</p>');
  const node = root.firstChild?.firstChild as Text;
  const selection = document.getSelection();
  if (!selection) throw new Error('No selection.');
  selection.setBaseAndExtent(node, 11, node, 2);
  paint(root, [{ start: 4, end: 7, ids: ['x'] }]);
  expect(selection.toString()).toBe('e two thr');
  paint(root, []);
  expect(selection.toString()).toBe('e two thr');
  expect(selection.anchorOffset).toBe(11);
});

test('a selection over several blocks is one highlight with a part each', () => {
  document.body.innerHTML = '';
  const first = block('<p>Alpha beta.</p>', 'one');
  const question = block('<p>Which?</p>', 'two');
  const last = block('\n<p>Gamma delta.</p>', 'three');
  const range = document.createRange();
  range.setStart(first.firstChild?.firstChild as Text, 5);
  range.setEnd(last.lastChild?.firstChild as Text, 6);
  const passages = [first, last].map((element) => ({ block: element.id, element }));
  expect(question.textContent).toBe('Which?');
  expect(partsOf(range, passages)).toEqual([
    { block: 'one', start: 6, end: 11, exact: 'beta.', prefix: 'Alpha ', suffix: '' },
    { block: 'three', start: 1, end: 6, exact: 'Gamma', prefix: '\n', suffix: ' delta.' },
  ]);
  range.setEnd(first.firstChild?.firstChild as Text, 6);
  expect(partsOf(range, passages)).toEqual([]);
});

test('two hundred highlights in a long lesson are painted quickly', () => {
  const words = 'Lorem ipsum dolor sit amet '.repeat(25);
  const blocks = Array.from({ length: 200 }, (_, index) => block(`<p>${words}</p>`, `b${index}`));
  const start = performance.now();
  for (const each of blocks) paint(each, [{ start: 10, end: 300, ids: ['x'] }]);
  expect(performance.now() - start).toBeLessThan(2000);
});
