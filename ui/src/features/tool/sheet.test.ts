import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { CallError } from '../../api/error';
import { toasts } from '../../shared/toasts.svelte';
import { fakeHost } from './fake-host';
import { sheetFields } from './fake-sheet';
import { ToolView } from './index';

vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 5000 });
beforeEach(() => {
  toasts.list.forEach(({ id }) => toasts.dismiss(id));
  window.location.hash = '#/workbook/t2';
});

async function open(options: Parameters<typeof fakeHost>[0] = {}) {
  const fake = fakeHost({ fields: sheetFields(), tool: 't2', ...options });
  render(ToolView, { tool: 't2' });
  await screen.findByRole('heading', { level: 1, name: 'Service maturity' });
  return { ...fake, user: userEvent.setup() };
}
const cell = (name: string) => screen.getByRole('button', { name });
const row = (core: { fields: Record<string, unknown> }, id: string) => core.fields[`row:services:${id}`];

test('the finding, the rows with what is computed, and every part', async () => {
  await open();
  expect(screen.getByText((_, element) => element?.tagName === 'P' && element.textContent === 'Your services weigh 9 points together.')).toBeTruthy();
  expect(cell('Relevance of Monthly report, 3, reliably')).toBeTruthy();
  expect(screen.getByRole('grid', { name: 'Services' }).querySelectorAll('.computed')[1]?.textContent).toBe('5');
  for (const title of ['At a glance', 'Now and as needed', 'Load by month', 'Power and interest', 'Claims', 'Benefits map', 'Stop list', 'Moves']) {
    expect(screen.getByRole('heading', { level: 2, name: title })).toBeTruthy();
  }
  expect(screen.getByRole('table', { name: 'May is beyond what can be.' }).textContent).toContain('112%!, beyond what can be, Two people short');
  expect(screen.getByRole('img', { name: 'Power and interest. One is high on both.' }).textContent).toContain('AB, CD');
});

test('a cell is edited in place: typing replaces, Tab goes on, a refusal says why and stays', async () => {
  const { user, core } = await open();
  cell('Cost of Coaching, 40').focus();
  await user.keyboard('1,5{Tab}');
  await waitFor(() => expect(row(core, 'b')).toMatchObject({ cost: 1.5, w: 5 }));
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Due of Coaching');
  await user.keyboard('31 Feb 2027{Enter}');
  expect(screen.getByRole('alert').textContent).toBe('Due of Coaching: write a day such as 2027-03-31 or 31 Mar 2027.');
  expect(screen.getByDisplayValue('31 Feb 2027').getAttribute('aria-invalid')).toBe('true');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(row(core, 'b')).not.toHaveProperty('due');
});

test('digits set a scale, a letter a choice, space a flag, Delete empties with a way back', async () => {
  const { user, core } = await open();
  cell('Relevance of Coaching, 5, as well as anyone').focus();
  await user.keyboard('2');
  await waitFor(() => expect(row(core, 'b')).toMatchObject({ w: 2 }));
  cell('Group of Assurance, empty').focus();
  await user.keyboard('l');
  await waitFor(() => expect(row(core, 'c')).toMatchObject({ group: 'learning' }));
  screen.getByRole('checkbox', { name: 'Live of Assurance' }).focus();
  await user.keyboard(' ');
  await waitFor(() => expect(row(core, 'c')).toMatchObject({ live: true }));
  cell('Cost of Monthly report, 12.5').focus();
  await user.keyboard('{Delete}');
  await waitFor(() => expect(row(core, 'a')).not.toHaveProperty('cost'));
  toasts.undo();
  await waitFor(() => expect(row(core, 'a')).toMatchObject({ cost: 12.5 }));
});

test('a new row comes after the last; one is moved and removed, with a way back', async () => {
  const { user, core } = await open();
  await user.click(screen.getByRole('button', { name: 'Add a service' }));
  await user.keyboard('Advice{Enter}');
  await waitFor(() => expect(Object.values(core.fields)).toContainEqual({ name: 'Advice', order: 3 }));
  await user.keyboard('{Escape}');
  cell('Service of Coaching, Coaching').focus();
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await waitFor(() => expect([row(core, 'a'), row(core, 'b')]).toMatchObject([{ order: 1 }, { order: 0 }]));
  await user.click(screen.getByRole('button', { name: 'Remove Coaching' }));
  await waitFor(() => expect(row(core, 'b')).toBeUndefined());
  toasts.undo();
  await waitFor(() => expect(row(core, 'b')).toMatchObject({ name: 'Coaching', w: 5 }));
});

test('what is not saved stays, and a cell changed elsewhere meanwhile is not undone', async () => {
  const { user, core, answers, change } = await open();
  answers.tool_save = () => Promise.reject(new CallError('unreachable', 'gone'));
  cell('Cost of Coaching, 40').focus();
  await user.keyboard('50{Enter}{Escape}');
  await screen.findByText(/Not saved yet/);
  core.save({ 'row:services:b': { name: 'Coaching', w: 4, cost: 40, order: 1 } });
  change('tool');
  await screen.findByRole('button', { name: 'Relevance of Coaching, 4' });
  expect(cell('Cost of Coaching, 50')).toBeTruthy();
  delete answers.tool_save;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(row(core, 'b')).toMatchObject({ w: 4, cost: 50 }));
});

test('an empty tool begins with a row or an example, which is said and cleared', async () => {
  const { user, core } = await open({ fields: {} });
  await user.click(screen.getByRole('button', { name: 'Load an example' }));
  await screen.findByText('This is an example, not your data.');
  await user.click(screen.getByRole('button', { name: 'Clear and start with your own' }));
  await waitFor(() => expect(core.fields).toEqual({}));
  toasts.undo();
  await waitFor(() => expect(Object.keys(core.fields)).toHaveLength(4));
});

test('a suggestion is added with its own id; problems lead to their cell', async () => {
  const { user, core } = await open();
  expect(screen.getByText('Evidence is your lowest dimension.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Add Evidence of effect' }));
  await waitFor(() => expect(row(core, 't1-evidence')).toEqual({ name: 'Evidence of effect', w: 4, order: 3 }));
  cell('Relevance of Assurance, 1').focus();
  await user.keyboard('{Delete}');
  await user.click(await screen.findByRole('button', { name: '“Assurance” has no relevance: enter 0 to 5.' }));
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Relevance of Assurance, empty');
  expect(document.getElementById(document.activeElement?.getAttribute('aria-describedby') ?? '')?.textContent).toContain('has no relevance');
});

test('other columns are in the row’s dialog, by group; values are refused with a reason', async () => {
  const { user, core } = await open();
  const hours = screen.getByRole('textbox', { name: 'Hours a week, h' });
  await user.clear(hours);
  await user.type(hours, '99{Enter}');
  expect(screen.getByText('Hours a week: write a whole number from 0 to 60.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Details of Coaching' }));
  const dialog = await screen.findByRole('dialog', { name: 'Coaching' });
  await user.selectOptions(within(within(dialog).getByRole('group', { name: 'People' })).getByRole('combobox', { name: 'Trust' }), '−1');
  await waitFor(() => expect(row(core, 'b')).toMatchObject({ trust: -1 }));
});

test('rows are pasted into their table', async () => {
  const set = { 'row:services:x': { name: 'Training', order: 0 } };
  const { user, core, of } = await open({ answers: { rows_parse: () => ({ columns: [], set, names: ['Training'], problems: [] }) } });
  const data = { getData: () => 'Service\tRelevance\nTraining\t3' };
  await fireEvent.paste(screen.getByRole('grid', { name: 'Services' }), { clipboardData: data });
  await user.click(await screen.findByRole('button', { name: 'Add 1 row' }));
  expect(of('rows_parse')[0]).toMatchObject({ tool: 't2', table: 'services' });
  await waitFor(() => expect(row(core, 'x')).toEqual({ name: 'Training', order: 3 }));
});

test('the boxes of a map say their links, and arrows go between them', async () => {
  const { user } = await open();
  const first = screen.getByRole('button', { name: 'Ledger replacement. Leads to Faster closing of the books.' });
  first.focus();
  await user.keyboard('{ArrowRight}{ArrowDown}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Fewer corrections. Not linked.');
});
