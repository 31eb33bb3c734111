import { expect, test } from 'vitest';
import { segmentState, summarise } from './reading-strip';

test('a segment is done, half, to do or optional', () => {
  expect(segmentState({ minutes: 10, fraction: 1 })).toBe('done');
  expect(segmentState({ minutes: 10, fraction: 0.2 })).toBe('half');
  expect(segmentState({ minutes: 10, fraction: 0 })).toBe('todo');
  expect(segmentState({ minutes: 10, fraction: 0, optional: true })).toBe('optional');
  expect(segmentState({ minutes: 10, fraction: 1, optional: true })).toBe('done');
});

test('the summary leaves out what is optional and unread', () => {
  const strip = [
    { minutes: 16, fraction: 1 },
    { minutes: 18, fraction: 0.5 },
    { minutes: 20, fraction: 0 },
    { minutes: 22, fraction: 0, optional: true },
  ];
  expect(summarise(strip)).toEqual({ done: 1, total: 3, minutesLeft: 29 });
  expect(summarise([])).toEqual({ done: 0, total: 0, minutesLeft: 0 });
});
