import { expect, test } from 'vitest';
import { leftText, progressText } from './left';

test('minutes, then open checks, then nothing', () => {
  const left = (minutesLeft: number, checks: number, done = false) =>
    leftText({ done, minutesLeft, checksLeft: Array.from({ length: checks }) });
  expect(left(9, 2)).toBe('9 min left');
  expect(left(0, 1)).toBe('1 check open');
  expect(left(0, 2)).toBe('2 checks open');
  expect(left(0, 0)).toBe('Read to the end');
  expect(left(5, 1, true)).toBe('Read');
  expect(progressText({ done: false, minutesLeft: 9, checksLeft: [] }, 52)).toBe('52% read, 9 min left');
});
