import { expect, test } from 'vitest';
import { bytes } from './bytes';
import { markedParts } from './marked';

test('the part in brackets is the marked one', () => {
  expect(markedParts('You stopped [nine minutes] from the end.')).toEqual([
    { text: 'You stopped ', marked: false },
    { text: 'nine minutes', marked: true },
    { text: ' from the end.', marked: false },
  ]);
  expect(markedParts('[All] of it')).toEqual([
    { text: 'All', marked: true },
    { text: ' of it', marked: false },
  ]);
  expect(markedParts('Plain.')).toEqual([{ text: 'Plain.', marked: false }]);
});

test('sizes are rounded to what matters', () => {
  expect([0, 640, 18_400, 1_840_000, 12_000_000, 2_500_000_000].map(bytes)).toEqual([
    '0 bytes',
    '640 bytes',
    '18 kB',
    '1.8 MB',
    '12 MB',
    '2.5 GB',
  ]);
  expect(bytes(999_960)).toBe('1 MB');
  expect(bytes(345_600_000)).toBe('346 MB');
});
