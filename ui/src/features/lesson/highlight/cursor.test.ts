import { expect, test } from 'vitest';
import { firstCursor, moveCursor, piecesIn, type Cursor } from './cursor';
import { placeBar } from './place';

const texts = ['One two. Three, four five!', ' ', 'Last 😀 words.'];
const at = (cursor: Cursor | null) => cursor && texts[cursor.block]?.slice(cursor.start, cursor.end);
const move = (cursor: Cursor | null, key: string, shift = false) => cursor && moveCursor(cursor, key, shift, texts);

test('words and sentences have no white space at their ends', () => {
  expect(piecesIn('Hi there. Now\n', 'sentence')).toEqual([{ start: 0, end: 9 }, { start: 10, end: 13 }]);
  expect(piecesIn('a, b!', 'word')).toEqual([{ start: 0, end: 1 }, { start: 3, end: 4 }]);
});

test('up and down go by sentence and on to the next block that has text', () => {
  let cursor = firstCursor(texts, 0, () => true);
  expect(at(cursor)).toBe('One two.');
  cursor = move(cursor, 'ArrowDown');
  expect(at(cursor)).toBe('Three, four five!');
  cursor = move(cursor, 'ArrowDown');
  expect(at(cursor)).toBe('Last 😀 words.');
  expect(at(move(cursor, 'ArrowDown'))).toBe('Last 😀 words.');
  expect(at(move(cursor, 'ArrowUp'))).toBe('Three, four five!');
});

test('left and right move the end by word, with Shift the start', () => {
  let cursor = firstCursor(texts, 0, ({ start }) => start > 0);
  cursor = move(cursor, 'ArrowLeft');
  expect(at(cursor)).toBe('Three, four five');
  cursor = move(cursor, 'ArrowLeft');
  expect(at(cursor)).toBe('Three, four');
  cursor = move(cursor, 'ArrowRight', true);
  expect(at(cursor)).toBe('four');
  expect(at(move(cursor, 'ArrowLeft'))).toBe('four');
  expect(at(move(cursor, 'ArrowLeft', true))).toBe('Three, four');
  expect(at(move(cursor, 'ArrowDown', true))).toBe('four five!');
  expect(move(cursor, 'x')).toBeNull();
});

test('the bar stands below, else above, else inside; not at all when the passage is out of sight', () => {
  const area = { top: 0, bottom: 500, left: 0, right: 600 };
  const size = { width: 200, height: 40 };
  const line = (top: number, left = 100) => ({ top, bottom: top + 20, left, right: 300 });
  expect(placeBar([line(100)], size, area)).toEqual({ left: 100, top: 128 });
  expect(placeBar([line(460)], size, area)).toEqual({ left: 100, top: 412 });
  expect(placeBar([line(10), line(470, 20)], size, area)).toEqual({ left: 20, top: 452 });
  expect(placeBar([line(100, 590)], size, area)?.left).toBe(392);
  expect(placeBar([line(-90)], size, area)).toBeNull();
  expect(placeBar([], size, area)).toBeNull();
});
