import { expect, test } from 'vitest';
import { covered, placeLabels } from './labels';
import { plotOf, type PlotInput } from './plot';
import { inside, rangeAround } from './range';
import { around, niceStep, scale, ticks } from './scale';
import { bottomBetween, corners, pathOf, topBetween, valueAt } from './steps';

const curve = [
  { budget: 10, value: 100 },
  { budget: 12, value: 150 },
  { budget: 20, value: 300 },
];

test('steps and ticks are round numbers', () => {
  expect([niceStep(16, 8), niceStep(450, 5), niceStep(0.37, 5), niceStep(0, 5)]).toEqual([2, 100, 0.1, 1]);
  expect(ticks([10, 26], 8)).toEqual([10, 12, 14, 16, 18, 20, 22, 24, 26]);
  expect(ticks([0.1, 0.4], 3)).toEqual([0.1, 0.2, 0.3, 0.4]);
  expect(around([262, 695], 5)).toEqual([250, 700]);
  expect(around([20, 811], 5)[0]).toBe(0);
  expect(around([20, 811], 5, true)[0]).toBe(0);
  expect([around([140, 811], 5)[0], around([140, 811], 5, true)[0]]).toEqual([0, 100]);
  expect(around([], 5)).toEqual([0, 1]);
  expect(around([5, 5], 5)).toEqual([0, 5]);
});

test('a curve is a flight of steps inside its range', () => {
  expect([valueAt(curve, 9), valueAt(curve, 10), valueAt(curve, 19.9), valueAt(curve, 20), valueAt([], 1)]).toEqual([null, 100, 150, 300, null]);
  const x = scale([11, 16], [0, 50]);
  const y = scale([0, 300], [300, 0]);
  expect(corners(curve, x, y)).toEqual([
    { x: 0, y: 200 },
    { x: 10, y: 200 },
    { x: 10, y: 150 },
    { x: 50, y: 150 },
  ]);
  expect(pathOf(corners(curve, x, y))).toBe('M0 200L10 200L10 150L50 150');
  expect(corners([{ budget: 40, value: 1 }], x, y)).toEqual([]);
  expect(topBetween(corners(curve, x, y), 0, 50)).toBe(150);
  expect(bottomBetween(corners(curve, x, y), 20, 50)).toBe(150);
});

test('a closer look goes from one round number to another, on the steps of the slider', () => {
  expect(rangeAround([0, 37.2], 18, 0.1)).toEqual([10, 26]);
  expect(rangeAround([0, 37.2], 2, 0.1)).toEqual([1, 3]);
  expect(rangeAround([0, 37.2], 36, 0.1)).toEqual([20, 37.2]);
  expect(rangeAround([0.05, 400], 130, 0.1)?.map((end) => Math.round((end - 0.05) * 1e6) % 1e5)).toEqual([0, 0]);
  // Hardly narrower, or nothing to look at.
  expect([rangeAround([8, 28], 18, 0.1), rangeAround([0, 5], 3, 1), rangeAround([0, 0], 0, 1)]).toEqual([null, null, null]);
  expect(rangeAround([0, 100], 0, 1)).toEqual([0, 10]);
  expect([inside(10, [10, 26]), inside(26.1, [10, 26])]).toEqual([true, false]);
});

test('a label takes the first free place, and the least bad one when there is none', () => {
  const bounds = { left: 0, top: 0, width: 100, height: 100 };
  const line = [{ x: 0, y: 50 }, { x: 100, y: 50 }];
  const label = (places: { x: number; y: number }[]) => ({ text: 'a', width: 20, height: 10, places });
  expect(covered(line, { left: 10, top: 45, width: 20, height: 10 })).toBe(20);
  const [first, second] = placeLabels([label([{ x: 0, y: 45 }, { x: 0, y: 10 }]), label([{ x: 5, y: 12 }, { x: 30, y: 10 }])], bounds, [line]);
  expect(first).toMatchObject({ left: 0, top: 10 });
  expect(second).toMatchObject({ left: 30, top: 10 });
  expect(placeLabels([label([{ x: 0, y: 45 }])], bounds, [line])).toHaveLength(1);
  // Never outside.
  expect(placeLabels([label([{ x: 95, y: -20 }])], bounds, [])[0]).toMatchObject({ left: 80, top: 0 });
});

const input: PlotInput = {
  best: curve,
  yours: [{ budget: 11, value: 60 }, { budget: 15, value: 90 }],
  least: 10,
  greatest: 22,
  budget: 16,
  amount: '€16.0m',
  forced: 'Ledger',
  points: String,
};
const room = { width: 520, height: 320, size: 13.5, measure: (text: string) => text.length * 7 };

test('the chart marks both values and says what is lost, without covering anything', () => {
  const plot = plotOf(input, room);
  expect(plot.bestAt?.x).toBe(plot.x);
  expect(plot.yoursAt?.y).toBeGreaterThan(plot.bestAt?.y ?? 0);
  expect(plot.labels.map(({ text }) => text)).toEqual(['Best at €16.0m, 150', '60 lost', 'Yours, 90', 'Frontier', 'With Ledger forced in']);
  for (const label of plot.labels) {
    expect(covered(plot.best, label) + covered(plot.yours, label)).toBe(0);
    const others = plot.labels.filter((other) => other !== label);
    expect(others.some((other) => Math.abs(other.left - label.left) < Math.min(other.width, label.width) && Math.abs(other.top - label.top) < label.height)).toBe(false);
  }
});

test('a gap too narrow for a label of its own, and one that is none', () => {
  const near = plotOf({ ...input, yours: [{ budget: 11, value: 145 }] }, room);
  expect(near.labels.map(({ text }) => text)).toContain('Yours, 145: 5 lost');
  const free = plotOf({ ...input, yours: curve }, room);
  expect(free.labels.map(({ kind }) => kind)).toEqual(['best', 'frontier', 'with']);
  const long = { ...input, forced: 'A project with a very long name that nobody could ever fit in' };
  expect(plotOf(long, room).labels.at(-1)?.text).toBe('With forcing');
  const alone = plotOf({ ...input, yours: [], budget: null }, room);
  expect(alone.labels.map(({ kind }) => kind)).toEqual(['frontier']);
  expect(alone.x).toBeNull();
});
