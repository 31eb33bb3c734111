import { expect, test } from 'vitest';
import { stack } from './stack';

const tops = (...anchors: [string, number, number][]) => [...stack(anchors.map(([id, top, height]) => ({ id, top, height })))];

test('notes with room stand at their passage', () => {
  expect(tops(['a', 10, 50], ['b', 78, 20])).toEqual([['a', 10], ['b', 78]]);
});

test('one in the way pushes down, and on', () => {
  expect(tops(['a', 10, 50], ['b', 20, 30], ['c', 100, 10], ['d', 300, 10])).toEqual([
    ['a', 10],
    ['b', 78],
    ['c', 126],
    ['d', 300],
  ]);
});

test('passages decide the order, and at one height the order given', () => {
  expect(tops(['late', 90, 10], ['first', 0, 10], ['second', 0, 10])).toEqual([
    ['first', 0],
    ['second', 28],
    ['late', 90],
  ]);
});
