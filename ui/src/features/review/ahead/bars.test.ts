import { expect, test } from 'vitest';
import { barsOf } from './bars';

const load = (date: string, cards: number, easy = false) => ({ date, cards, easy });

test('the heaviest day is highest and leaves room for its number; none is no bar', () => {
  const bars = barsOf([load('2026-11-24', 10), load('2026-11-25', 5), load('2026-11-26', 0)], { width: 90, height: 78 });
  expect(bars.map(({ height }) => height)).toEqual([60, 30, 0]);
  expect(bars.map(({ y }) => y)).toEqual([18, 48, 78]);
  expect(bars.map(({ count }) => count)).toEqual(['10', '5', '']);
});

test('the first day and Mondays are named; a single card is still seen', () => {
  const days = ['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'].map((date, index) => load(date, index === 1 ? 1 : 200));
  const bars = barsOf(days, { width: 80, height: 60 });
  expect(bars.map(({ label }) => label)).toEqual(['Fri 27', '', '', 'Mon 30']);
  expect(bars[1]?.height).toBe(2);
});

test('two days with labels too near each other do not touch', () => {
  const days = ['2026-11-29', '2026-11-30'].map((date) => load(date, 1));
  expect(barsOf([...days, ...Array.from({ length: 12 }, (_, at) => load(`2026-12-${String(at + 1).padStart(2, '0')}`, 1))], { width: 288, height: 60 }).map(({ label }) => label).filter(Boolean)).toEqual(['Mon 30', 'Mon 7']);
});
