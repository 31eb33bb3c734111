import { expect, test } from 'vitest';
import { isTrouble, printCaption, statusLine } from './status';

const line = (status: Parameters<typeof isTrouble>[0], more = {}) => statusLine({ status, bytes: 0, savedAt: null, ...more });

test('an empty draft says nothing', () => expect(line('empty')).toBe(''));

test('saving, saved', () => {
  expect(line('unsaved')).toBe('Saving…');
  expect(line('saved')).toBe('Saved on this device');
  expect([isTrouble('unsaved'), isTrouble('failed'), isTrouble('too_long')]).toEqual([false, true, true]);
});

test('what is too long says how long, and what is kept', () => {
  expect(line('too_long', { bytes: 1_100_000 })).toContain('1,075 kB');
  expect(line('too_long', { bytes: 1_100_000, savedAt: new Date(2026, 10, 2, 8, 5).toISOString() })).toContain('2 Nov, 08:05');
});

test('on paper it says whose words these are', () => {
  const now = new Date(2026, 10, 22);
  expect(printCaption(new Date(2026, 9, 14).toISOString(), false, now)).toBe('Your reflection, 14 October');
  expect(printCaption(null, true, now)).toBe('Your private draft, 22 November');
});
