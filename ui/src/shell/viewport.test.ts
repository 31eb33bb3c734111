import { expect, test } from 'vitest';
import { layoutFor } from './viewport.svelte';

test('the room is counted in text', () => {
  expect(layoutFor(1280, 1)).toBe('wide');
  expect(layoutFor(1100, 1)).toBe('wide');
  expect(layoutFor(1099, 1)).toBe('narrow');
  expect(layoutFor(940, 1)).toBe('narrow');
  expect(layoutFor(1280, 1.25)).toBe('narrow');
  expect(layoutFor(1280, 2)).toBe('stacked');
});
