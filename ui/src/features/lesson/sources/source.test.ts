import { expect, test } from 'vitest';
import type { Source } from '../../../api/bindings';
import { caveat, month, published } from './source';

const source: Source = {
  id: 'x',
  author: 'House of PMO',
  title: 'Framework',
  date: '2021',
  publisher: null,
  url: null,
  as_at: '2026-11',
  note: 'Not read whole.',
};

test('months are words', () => {
  expect(month('2026-11')).toBe('November 2026');
  expect(month('2026-01-31')).toBe('January 2026');
  expect(month('2026-13')).toBe('2026-13');
  expect(month('spring 2026')).toBe('spring 2026');
});

test('only what is known is said', () => {
  expect(published(source)).toBe('2021');
  expect(published({ ...source, publisher: 'PMI' })).toBe('PMI, 2021');
  expect(caveat(source)).toBe('As at November 2026. Not read whole.');
  expect(caveat({ ...source, as_at: null, note: null })).toBe('');
});
