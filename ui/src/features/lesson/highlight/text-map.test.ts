import { expect, test } from 'vitest';
import { pointsIn, slicePoints, unitsTo } from './points';
import { piecesOf, pointAt, rangeOf, stretches, textOf } from './text-map';

function block(html: string): HTMLElement {
  document.body.innerHTML = `<div id="b">${html}</div>`;
  const element = document.getElementById('b');
  if (!element) throw new Error('No block.');
  return element;
}

test('emoji are one code point, combining marks are their own', () => {
  expect(pointsIn('a😀b')).toBe(3);
  expect(pointsIn('e\u0301')).toBe(2);
  expect(pointsIn('👩‍💻')).toBe(3);
  expect(unitsTo('a😀b', 2)).toBe(3);
  expect(unitsTo('a😀b', 9)).toBe(4);
  expect(slicePoints('x😀e\u0301!', 1, 4)).toBe('😀e\u0301');
  expect(pointsIn('😀', 1)).toBe(1);
  expect(pointsIn('\ud83d')).toBe(1);
});

test('text is the text content, without what the reader adds', () => {
  const root = block('<p>One <em>two</em></p>\n<p>three<span data-decoration> <a>Back</a></span></p>');
  expect(textOf(root)).toBe('One two\nthree');
});

test('there and back, through inline elements, tables and emoji', () => {
  const root = block('<p>A 😀 <em>b<b>old</b></em> end</p><div class="table"><table><tr><td>x</td> <td>e\u0301</td></tr></table></div>');
  const text = textOf(root);
  const length = pointsIn(text);
  for (let start = 0; start < length; start++) {
    for (let end = start + 1; end <= length; end++) {
      const range = rangeOf(root, start, end);
      expect(range && [pointAt(root, range.startContainer, range.startOffset), pointAt(root, range.endContainer, range.endOffset)]).toEqual([start, end]);
      expect(range?.toString()).toBe(slicePoints(text, start, end));
    }
  }
});

test('boundaries at elements, before, after and inside decorations', () => {
  const root = block('<p>ab</p><p>cd<span data-decoration> back</span></p><p>ef</p>');
  expect(pointAt(root, root, 0)).toBe(0);
  expect(pointAt(root, root, 1)).toBe(2);
  expect(pointAt(root, root, 3)).toBe(6);
  const hidden = root.querySelector('[data-decoration]')?.firstChild as Text;
  expect(pointAt(root, hidden, 3)).toBe(4);
  expect(pointAt(root, document.body, 0)).toBe(0);
  expect(pointAt(root, document.body, 1)).toBe(6);
});

test('positions past the end give what there is', () => {
  const root = block('<p>ab</p>');
  expect(stretches(piecesOf(root), 1, 99)).toEqual([{ node: root.firstChild?.firstChild, from: 1, to: 2 }]);
  expect(rangeOf(root, 5, 9)).toBeNull();
});
