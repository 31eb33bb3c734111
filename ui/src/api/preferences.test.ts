import { expect, test } from 'vitest';
import { defaultPreferences, parsePreferences } from './preferences';

test('nothing stored gives the defaults', () => {
  for (const nothing of [undefined, null, 'x', 7, [], {}]) expect(parsePreferences(nothing)).toEqual(defaultPreferences);
});

test('what is stored comes back', () => {
  const stored = { theme: 'dark', readingSize: 22.5, textScale: 1.5, singleKeys: false, spacing: 'relaxed' } as const;
  expect(parsePreferences(stored)).toEqual(stored);
});

test('senseless values are put right one by one', () => {
  expect(parsePreferences({ theme: 'sepia', readingSize: 400, textScale: 0.2, singleKeys: 'no', spacing: 3 })).toEqual({
    theme: 'system',
    readingSize: 26,
    textScale: 1,
    singleKeys: true,
    spacing: 'standard',
  });
  expect(parsePreferences({ readingSize: Number.NaN }).readingSize).toBe(20);
});
