import { expect, test } from 'vitest';
import { amount, difference, money, percent, points } from './format';
import { workbookSentence } from './list';
import { guarded, listed, partsOf } from './names';

test('amounts go into their unit as the core writes them', () => {
  expect(money(18, '€m', 1)).toBe('€18.0m');
  expect(money(1234.5, 'US$k')).toBe('US$1,234.5k');
  expect(money(12, 'days')).toBe('12 days');
  expect(money(-2, '£m', 1)).toBe('−£2.0m');
  expect(money(3, '')).toBe('3');
  expect([points(568), points(71.428), points(1e-12)]).toEqual(['568', '71.43', '0']);
  expect([amount(2, 1), amount(0.125, 1)]).toEqual(['2.0', '0.125']);
  expect([percent(0.139), percent(1 / 3, 1)]).toEqual(['14%', '33.3%']);
  expect([difference(3), difference(-12.346), difference(0.001)]).toEqual(['+3', '−12.35', '0']);
});

test('names in a sentence may hold brackets', () => {
  expect(partsOf(`Forcing [${guarded('A [old]')}] costs.`)).toEqual([
    { text: 'Forcing ', marked: false },
    { text: 'A [old]', marked: true },
    { text: ' costs.', marked: false },
  ]);
  expect([listed([]), listed(['A']), listed(['A', 'B']), listed(['A', 'B', 'C']), listed(['A', 'B', 'C', 'D', 'E'])]).toEqual([
    '', 'A', 'A and B', 'A, B and C', 'A, B and three more',
  ]);
});

test('the workbook opens with what was used', () => {
  const tool = (started: boolean, results = 0) => ({ started, results });
  expect(workbookSentence([tool(true), tool(false)])).toBe('You have used one of two tools.');
  expect(workbookSentence([tool(false), tool(false)])).toBe('You have used none of the two tools yet.');
  expect(workbookSentence([tool(true, 1), tool(true, 2)])).toBe('You have used every tool. Three results are kept.');
  expect(workbookSentence([])).toBe('There is no tool here yet.');
});
