import { expect, test } from 'vitest';
import { Dwell } from './dwell';

test('an end has to stay for 700 ms', () => {
  const dwell = new Dwell();
  expect(dwell.update(['a', 'b'], 0)).toEqual([]);
  expect(dwell.next(0)).toBe(700);
  expect(dwell.update(['b', 'c'], 400)).toEqual([]);
  expect(dwell.next(400)).toBe(300);
  expect(dwell.update(['b', 'c'], 700)).toEqual(['b']);
  expect(dwell.next(700)).toBe(400);
});

test('passing by does not count, nor does coming back without staying', () => {
  const dwell = new Dwell();
  dwell.update(['a'], 0);
  dwell.update([], 600);
  expect(dwell.update(['a'], 650)).toEqual([]);
  expect(dwell.update(['a'], 1349)).toEqual([]);
  expect(dwell.update(['a'], 1350)).toEqual(['a']);
});

test('a hidden window starts over', () => {
  const dwell = new Dwell();
  dwell.update(['a'], 0);
  dwell.reset();
  expect(dwell.next(0)).toBeNull();
  expect(dwell.update(['a'], 5000)).toEqual([]);
});
