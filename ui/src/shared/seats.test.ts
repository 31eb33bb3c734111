import { expect, test } from 'vitest';
import { seats } from './seats';

test('seats go clockwise from the top', () => {
  expect(seats(4, 10, 5)).toEqual([
    { x: 0, y: -5 },
    { x: 10, y: 0 },
    { x: 0, y: 5 },
    { x: -10, y: 0 },
  ]);
});

test('a ring of none has no seats', () => {
  expect(seats(0, 10, 10)).toEqual([]);
});
