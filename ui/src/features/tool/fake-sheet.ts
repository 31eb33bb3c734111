/** For tests: a sheet with every kind of cell and every kind of part. */
import type { CellKind, SheetColumn, SheetPart, SheetProblem, SheetView } from '../../api/bindings';
import type { Fields } from './model/tool.svelte';
import { rowsOf } from './sheet/rows';

const column = (id: string, label: string, kind: CellKind, more: Partial<SheetColumn> = {}): SheetColumn => ({ id, label, help: '', kind, main: true, group: '', ...more });
const SCALE: CellKind = { kind: 'scale', least: 0, most: 5, words: ['not done', '', '', 'reliably', '', 'as well as anyone'] };

export function sheetFields(): Fields {
  return {
    'value:hours': 12,
    'row:services:a': { name: 'Monthly report', group: 'monitor', w: 3, cost: 12.5, due: '2027-03-31', live: true, order: 0 },
    'row:services:b': { name: 'Coaching', group: 'learning', w: 5, cost: 40, after: 'a', order: 1 },
    'row:services:c': { name: 'Assurance', w: 1, order: 2 },
  };
}

export const SUGGESTION = {
  table: 'services',
  row: 't1-evidence',
  cells: { name: 'Evidence of effect', w: 4 },
  tool: 't1',
  reason: 'Evidence is your lowest dimension.',
};

export function sheetResult(fields: Fields): SheetView {
  const rows = rowsOf(fields, 'services');
  const named = rows.map(({ id, cells }) => ({ id, label: typeof cells.name === 'string' ? cells.name : '' }));
  const numbers = rows.map(({ cells }) => (typeof cells.w === 'number' ? cells.w : 0));
  const sum = numbers.reduce((total, each) => total + each, 0);
  const problems: SheetProblem[] = rows
    .filter(({ cells }) => cells.w === undefined)
    .map(({ id, cells }) => ({ table: 'services', row: id, column: 'w', message: `“${typeof cells.name === 'string' ? cells.name : ''}” has no relevance: enter 0 to 5.` }));
  return {
    values: [{ id: 'hours', label: 'Hours a week', help: 'What you can give to it.', kind: { kind: 'number', least: 0, most: 60, whole: true, unit: 'h' }, value: fields['value:hours'] ?? null }],
    tables: [
      {
        id: 'services',
        title: 'Services',
        about: 'What your office does for others.',
        row: 'service',
        most: 40,
        columns: [
          column('name', 'Service', { kind: 'text', most: 200 }),
          column('group', 'Group', { kind: 'choice', options: [{ id: 'monitor', label: 'Monitoring' }, { id: 'learning', label: 'Learning' }] }),
          column('w', 'Relevance', SCALE, { help: 'How much depends on it.' }),
          column('cost', 'Cost', { kind: 'number', least: 0, most: 1000, whole: false, unit: '€k' }),
          column('due', 'Due', { kind: 'date' }),
          column('live', 'Live', { kind: 'flag' }),
          column('after', 'After', { kind: 'row', table: 'services', options: named }),
          column('trust', 'Trust', { kind: 'scale', least: -2, most: 2, words: [] }, { main: false, group: 'People' }),
        ],
        rows: rows.map((row) => ({ ...row, computed: [{ label: 'Gap', text: typeof row.cells.w === 'number' ? String(row.cells.w) : '–' }] })),
      },
    ],
    empty: Object.keys(fields).length === 0,
    finding: sum > 0 ? `Your services weigh [${sum} points] together.` : null,
    missing: sum > 0 ? null : 'Enter the services of your office.',
    parts: sum > 0 ? partsOf(named, numbers) : [],
    figures: sum > 0 ? [{ name: 'sum', label: 'Sum', value: sum, unit: 'points' }] : [],
    suggestions: SUGGESTION.row in Object.fromEntries(rows.map(({ id }) => [id, true])) ? [] : [SUGGESTION],
    problems,
    calendar: true,
  };
}

function partsOf(named: { id: string; label: string }[], numbers: number[]): SheetPart[] {
  return [
    { part: 'figures', title: 'At a glance', sentence: 'Three services.', figures: [{ label: 'Sum', text: '9 points', tone: 'strong' }, { label: 'Late', text: '1', tone: 'caution' }] },
    { part: 'radar', title: 'Now and as needed', sentence: 'Coaching is widest.', most: 5, series: ['Now', 'Target'], spokes: named.map(({ label }, index) => ({ label, values: [numbers[index] ?? null, 5] })) },
    {
      part: 'heat',
      title: 'Load by month',
      sentence: 'May is beyond what can be.',
      corner: 'Role',
      columns: ['Apr 27', 'May 27'],
      rows: [{ label: 'Planner', cells: [{ text: '62%', level: 1, over: false, note: '' }, { text: '112%', level: 4, over: true, note: 'Two people short' }] }],
      legend: [{ level: 1, over: false, label: 'below 70%' }, { level: 4, over: true, label: 'above 100%' }],
    },
    {
      part: 'grid',
      title: 'Power and interest',
      sentence: 'One is high on both.',
      x: { label: 'Interest', least: 1, most: 5, parting: 3 },
      y: { label: 'Power', least: 1, most: 5, parting: 3 },
      points: [
        { label: 'AB', x: 5, y: 5, tone: 'strong', note: 'first' },
        { label: 'CD', x: 5, y: 5, tone: 'plain', note: '' },
        { label: 'EF', x: 1, y: 2, tone: 'weak', note: '' },
      ],
    },
    {
      part: 'bars',
      title: 'Claims',
      sentence: 'One is below nothing.',
      corner: 'Case',
      measure: 'Claim, €k',
      bars: [{ label: 'High', value: 30, text: '30', tone: 'strong' }, { label: 'Low', value: -10, text: '−10', tone: 'caution' }],
    },
    {
      part: 'map',
      title: 'Benefits map',
      sentence: 'One benefit hangs on one project.',
      columns: ['Project', 'Benefit', 'Objective'],
      nodes: [
        { id: 'p', column: 0, label: 'Ledger replacement', detail: '', tone: 'plain' },
        { id: 'b', column: 1, label: 'Faster closing of the books', detail: '€40k', tone: 'strong' },
        { id: 'c', column: 1, label: 'Fewer corrections', detail: '', tone: 'caution' },
        { id: 'o', column: 2, label: 'Cost', detail: '', tone: 'plain' },
      ],
      links: [{ from: 'p', to: 'b', label: '60%', weight: 0.6 }, { from: 'b', to: 'o', label: '100%', weight: 1 }],
    },
    {
      part: 'table',
      title: 'Stop list',
      sentence: 'One could stop.',
      columns: [{ label: 'Service', numeric: false }, { label: 'Now', numeric: true }],
      rows: [{ cells: [{ text: 'Assurance', number: null }, { text: '4', number: 4 }], tone: 'caution' }],
      none: 'Nothing to stop.',
    },
    { part: 'text', title: 'Moves', paragraphs: ['Talk to AB.', 'Write to EF.'], list: true },
  ];
}
