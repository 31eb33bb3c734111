import { expect, test } from 'vitest';
import { m } from '#messages';
import type { CellKind, SheetPart } from '../../../api/bindings';
import { barsOf } from '../chart/bars';
import { mapPlot } from '../chart/boxes';
import { dotsOf, namesOfDots } from '../chart/points';
import { radarPlot } from '../chart/spokes';
import { wrapped } from '../chart/wrap';
import { addition } from '../rows/rows';
import { heading, keyed, readCell, shownCell } from './cells';
import { spans, tableWidth } from './part/spans';
import { computedOf, moved, rowsOf } from './rows';

const measure = (text: string) => text.length * 7;
const number: CellKind = { kind: 'number', least: 0, most: 1, whole: false, unit: '' };
const scale: CellKind = { kind: 'scale', least: -2, most: 2, words: [] };
const ten: CellKind = { kind: 'scale', least: 1, most: 10, words: [] };

test('numbers with decimal comma and per cent, ranges and kinds', () => {
  expect(readCell(number, '0,8', 'P')).toEqual({ value: 0.8, error: null });
  expect(readCell(number, '80%', 'P')).toEqual({ value: 0.8, error: null });
  expect(readCell(number, '1.2', 'P')).toEqual({ error: 'P: write a number from 0 to 1.' });
  expect(readCell({ ...number, most: 100, unit: '%' }, '80 %', 'P')).toEqual({ value: 80, error: null });
  expect(readCell(scale, '−2', 'S')).toEqual({ value: -2, error: null });
  expect(readCell(scale, '0.5', 'S').error).toBe('S: write a whole number from −2 to 2.');
  expect(readCell(scale, ' ', 'S')).toEqual({ value: null, error: null });
});

test('days as people write them', () => {
  const read = (text: string) => readCell({ kind: 'date' }, text, 'On');
  expect(['2027-03-31', '31/3/2027', '31.3.2027', '31 March 2027'].map(read)).toEqual(Array(4).fill({ value: '2027-03-31', error: null }));
  expect(['31 Feb 2027', '2027', '3/31/2027'].map((text) => read(text).error)).toEqual(Array(3).fill(m.sheet_date_wrong({ field: 'On' })));
});

test('keys on scales and choices', () => {
  expect(keyed(ten, '0', 1, '1')).toEqual({ value: 10 });
  expect(keyed(ten, '0', 4, '')).toBeNull();
  expect(keyed(scale, '-', 0, '')).toEqual({ value: -1 });
  expect(keyed(scale, '+', 2, '')).toEqual({ value: 2 });
  const steps: CellKind = { kind: 'steps', of: [0, 1, 3, 9] };
  expect([keyed(steps, '9', 1, ''), keyed(steps, '2', 1, '')]).toEqual([{ value: 9 }, null]);
  expect(readCell(steps, '2', 'C').error).toBe('C: write one of 0, 1, 3, 9.');
  const choice: CellKind = { kind: 'choice', options: [{ id: 'a', label: 'Multi' }, { id: 'b', label: 'Monitor' }] };
  expect(keyed(choice, 'm', 'a', '')).toEqual({ value: 'b' });
  expect(shownCell(choice, 'gone')).toBe('No longer there');
});

test('rows by order; moving writes the two that change places', () => {
  const rows = rowsOf({ 'row:s:b': { order: 2 }, 'row:s:a': { order: 1 }, 'row:other:x': { order: 0 }, 'value:v': 1 }, 's');
  expect(rows.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(moved(rows, 'row:s:b', -1)).toEqual(new Map([['row:s:b', 1], ['row:s:a', 2]]));
  expect(moved(rows, 'row:s:b', 1)).toBeNull();
  expect(moved([{ field: 'x', order: 0 }, { field: 'y', order: 0 }], 'y', -1)).toEqual(new Map([['x', 1]]));
});

test('pasted rows keep the cells of those that are there', () => {
  const set = { 'row:s:a': { name: 'A', w: 2, order: 0 }, 'row:s:n': { name: 'N', order: 1 } };
  expect(addition(set, { 'row:s:a': { name: 'A', t: 5, order: 4 }, 'row:s:z': { order: 7 } }, 'row:s:')).toEqual({
    'row:s:a': { name: 'A', w: 2, t: 5, order: 4 },
    'row:s:n': { name: 'N', order: 9 },
  });
});

test('words wrap, and the last line ends in dots', () => {
  expect(wrapped('Methods and competence', 84, 2, measure)).toEqual(['Methods and', 'competence']);
  expect(wrapped('One two three four', 50, 2, measure)).toEqual(['One two', 'three…']);
});

test.each([360, 440, 560])('names of a radar and of points never overlap at %i px', (width) => {
  const labels = Array.from({ length: 12 }, (_, index) => `A rather long service name ${index}`);
  const plot = radarPlot(labels, width, 13.5, measure);
  const boxes = plot.names;
  expect(overlaps(boxes)).toEqual([]);
  expect(boxes.every(({ left, width: wide }) => left >= 0 && left + wide <= width)).toBe(true);
  const points = Array.from({ length: 30 }, (_, index) => ({ label: `Person ${index}`, x: index % 5, y: Math.floor(index / 7) }));
  const dots = dotsOf(points, (x, y) => ({ x: 30 + (x * (width - 60)) / 4, y: 30 + y * 60 }));
  const names = namesOfDots(dots, { left: 20, top: 10, width: width - 30, height: 300 }, 13.5, measure);
  expect(overlaps(names)).toEqual([]);
});

function overlaps(boxes: readonly { left: number; top: number; width: number; height: number }[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes.slice(i + 1).flatMap((b, j) => {
      const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
      const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
      return across > 1 && down > 1 ? [`${i} and ${i + 1 + j}`] : [];
    }),
  );
}

test('bars lie on both sides of the line', () => {
  expect(barsOf([30, -10])).toEqual({ zero: 0.25, spans: [{ from: 0.25, width: 0.75 }, { from: 0, width: 0.25 }] });
  expect(barsOf([0])).toEqual({ zero: 0, spans: [{ from: 0, width: 0 }] });
});

test('boxes of a map keep apart, and links are as wide as their weight', () => {
  const nodes = [0, 0, 1].map((column, index) => ({ id: String(index), column, label: `Box ${index}`, detail: '', tone: 'plain' as const }));
  const links = [{ from: '0', to: '2', label: '', weight: 1 }, { from: '1', to: '2', label: '', weight: 0.1 }, { from: '9', to: '2', label: '', weight: 1 }];
  const plot = mapPlot({ columns: ['A', 'B'], nodes, links }, 420, 13.5, measure);
  expect(overlaps(plot.boxes)).toEqual([]);
  expect(plot.links.map(({ width }) => width)).toEqual([11.5, 2.5]);
});

test('a unit that the label says already is not said again', () => {
  const kind = (unit: string): CellKind => ({ kind: 'number', least: 0, most: 40, whole: false, unit });
  expect(heading({ label: 'Hours a week', kind: kind('hours') })).toBe('Hours a week');
  expect(heading({ label: 'Spending', kind: kind('£m') })).toBe('Spending, £m');
});

test('a column of what the formula gives is figures when each of them is one', () => {
  const row = (score: string, type: string) => ({ computed: [{ label: 'Score', text: score }, { label: 'Type', text: type }] });
  expect(computedOf([row('1 over', 'definitive'), row('–', '–')])).toEqual([
    { label: 'Score', numeric: true },
    { label: 'Type', numeric: false },
  ]);
});

test('wide parts take a whole row, and so does what would stand alone', () => {
  const table = (columns: number, text: string): SheetPart => ({
    part: 'table',
    title: '',
    sentence: '',
    none: '',
    columns: Array.from({ length: columns }, () => ({ label: 'Column', numeric: false })),
    rows: [{ tone: 'plain', cells: Array.from({ length: columns }, () => ({ text, number: null })) }],
  });
  const [small, large] = [table(3, 'Short'), table(6, 'A sentence that wraps in its column')];
  expect(large.part === 'table' && tableWidth(large)).toBeGreaterThan(456);
  expect(spans([small, small, small, large, small])).toEqual([false, false, true, true, true]);
});
