import { configure, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { toasts } from '../../shared/toasts.svelte';
import { FakeTool, portfolioFields } from './fake-core';
import { fakeHost } from './fake-host';
import { ToolView } from './index';

// Whole screens take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 5000 });
beforeEach(() => {
  toasts.list.forEach(({ id }) => toasts.dismiss(id));
  window.location.hash = '#/workbook/t4';
});

async function open(...args: Parameters<typeof fakeHost>) {
  const fake = fakeHost(...args);
  render(ToolView, { tool: 't4' });
  await screen.findByRole('heading', { level: 1, name: 'Portfolio frontier' });
  return { ...fake, user: userEvent.setup() };
}
const finding = () => screen.getByText((_, element) => element?.tagName === 'P' && /^(Forcing|Ranking|At|What you force)/.test(element.textContent)).textContent;
const groups = () => [...document.querySelectorAll('th[scope="rowgroup"]')].map((head) => head.textContent);

test('the finding, the groups, the total and the losses', async () => {
  await open();
  expect(finding()).toBe('Forcing Ledger replacement costs this portfolio 79 points, 14% of what €18.0m could do.');
  expect(groups()).toEqual(['In the portfolio', 'Displaced by Ledger replacement', 'Beyond the budget']);
  expect(screen.getByRole('row', { name: '8 projects 489 17.7' })).toBeTruthy();
  const losses = screen.getByRole('table', { name: 'Value lost by forcing it, at other budgets' });
  expect(within(losses).getAllByRole('cell').map((cell) => cell.textContent.trim())).toEqual(['90', '73', '79', '50', '41']);
  const chart = screen.getByRole('img', { name: 'Portfolio value, points' });
  expect(document.getElementById(chart.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
    'At €18.0m the best portfolio is worth 568 points and yours 489: 79 are lost by forcing.',
  );
});

test('the slider asks at once, and the budget is kept after the pause', async () => {
  const { of } = await open();
  const slider = screen.getByRole('slider', { name: 'Budget' });
  await fireEvent.keyDown(slider, { key: 'PageDown' });
  expect(slider.getAttribute('aria-valuetext')).toBe('€17.0m');
  await waitFor(() => expect(of('frontier_at')).toEqual([{ budget: 17 }]));
  await waitFor(() => expect(finding()).toContain('€17.0m'));
  await waitFor(() => expect(of('tool_save')).toEqual([{ tool: 't4', set: { budget: 17 } }]));
});

test('the chart and the slider show what lies around the budget, or every budget', async () => {
  const tool = new FakeTool('t4', portfolioFields());
  const view = () => ({ ...tool.view(), result: { ...tool.view().result, least: 0, greatest: 37.2 } });
  const save = ({ set }: { set: Record<string, unknown> }) => {
    tool.save(set);
    return view();
  };
  const { user } = await open({ answers: { tool_open: view, tool_save: save } });
  const slider = () => {
    const { min, max } = screen.getByRole<HTMLInputElement>('slider', { name: 'Budget' });
    return [min, max];
  };
  const sentence = () => document.getElementById(screen.getByRole('img', { name: 'Portfolio value, points' }).getAttribute('aria-describedby') ?? '')?.textContent;
  expect(slider()).toEqual(['10', '26']);
  expect(sentence()).toContain('over budgets from €10.0m to €26.0m, in steps. The axis of values begins at 200.');
  // The slider moves, the range stays.
  await fireEvent.keyDown(screen.getByRole('slider', { name: 'Budget' }), { key: 'PageDown' });
  expect(slider()).toEqual(['10', '26']);
  await user.click(screen.getByRole('button', { name: 'Whole range' }));
  expect(slider()).toEqual(['0', '37.2']);
  expect(sentence()).not.toContain('begins at');
  await user.click(screen.getByRole('button', { name: 'Around the budget' }));
  const [from] = slider();
  expect(Number(from)).toBeGreaterThan(0);
  // At an end it goes on.
  for (let times = 0; times < 9; times++) await fireEvent.keyDown(screen.getByRole('slider', { name: 'Budget' }), { key: 'PageDown' });
  expect(Number(slider()[0])).toBeLessThan(Number(from));
});

test('a cell is edited in place: Tab goes on, a wrong number names its cell, Escape leaves it', async () => {
  const { user, of } = await open();
  await user.click(screen.getByRole('button', { name: 'Name, Outage prediction' }));
  await user.clear(screen.getByRole('textbox', { name: 'Name, Outage prediction' }));
  await user.keyboard('Outages{Tab}');
  await user.keyboard('90{Tab}');
  await user.keyboard('a lot{Tab}');
  expect(screen.getByRole('alert').textContent).toBe('Cost of Outages: write a number of 0 or more, such as 2.4.');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('alert')).toBeNull();
  await waitFor(() => expect(of('tool_save').at(-1)).toMatchObject({ set: { 'project:p1': { name: 'Outages', scores: { score: 90 }, cost: 2.4 } } }));
});

test('a new row, Enter goes down to the next', async () => {
  const { user, core } = await open({ fields: {} });
  expect(screen.getByText('No projects yet')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Add a project' }));
  await user.keyboard('First{Tab}50{Tab}2,5{Enter}');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(Object.values(core.fields)).toEqual([expect.objectContaining({ name: 'First', scores: { score: 50 }, cost: 2.5 })]));
});

test('force in and let go', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Let go Ledger replacement' }));
  await waitFor(() => expect(finding()).toContain('Ranking by score would lose'));
  await user.click(screen.getByRole('button', { name: 'Force in Control room upgrade' }));
  await waitFor(() => expect(finding()).toContain('Forcing Control room upgrade costs'));
});

test('arrows move in the table, from one tab stop', async () => {
  const { user } = await open();
  const grid = screen.getByRole('grid', { name: 'Projects' });
  expect(grid.querySelectorAll('[data-cell][tabindex="0"]')).toHaveLength(1);
  screen.getByRole('button', { name: 'Name, Ledger replacement' }).focus();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Name, Outage prediction' }));
  await user.keyboard('{End}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Cost of Outage prediction, 2.4');
  await user.keyboard('{F2}');
  expect(document.activeElement?.tagName).toBe('INPUT');
});

test('removing a project can be undone with everything that refers to it', async () => {
  const fields = portfolioFields();
  fields['project:p1'] = { ...(fields['project:p1'] as object), depends: ['p2'] };
  const { user, core } = await open({ fields });
  await user.click(screen.getByRole('button', { name: 'Details of Field mobility, phase 2' }));
  await user.click(await screen.findByRole('button', { name: 'Remove this project' }));
  await waitFor(() => expect(core.fields['project:p2']).toBeUndefined());
  expect(core.fields['project:p1']).toMatchObject({ depends: [] });
  toasts.undo();
  await waitFor(() => expect(core.fields['project:p1']).toMatchObject({ depends: ['p2'] }));
  expect(core.fields['project:p2']).toMatchObject({ name: 'Field mobility, phase 2' });
});

test('pasted rows are shown before they are taken over, and can be taken back', async () => {
  const rows = {
    columns: [{ heading: 'Project', role: 'name' }, { heading: 'Note', role: 'ignored' }],
    set: { 'project:n': { name: 'N', cost: 1, scores: { score: 5 }, forced: false, depends: [], excludes: [], order: 0 } },
    names: ['N'],
    problems: [{ row: 3, message: 'Cost of M is no number.' }],
  };
  const { user, core } = await open({ answers: { rows_parse: () => rows } });
  await user.click(screen.getByRole('button', { name: 'Paste rows from Excel' }));
  await fireEvent.input(await screen.findByRole('textbox', { name: 'Rows' }), { target: { value: 'Project\tNote\nN\tx' } });
  expect(await screen.findByText('1 cell or row could not be read')).toBeTruthy();
  expect(screen.getByText('Not used')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Replace all' }));
  await waitFor(() => expect(Object.keys(core.fields).filter((name) => name.startsWith('project:'))).toEqual(['project:n']));
  toasts.undo();
  await waitFor(() => expect(Object.keys(core.fields).filter((name) => name.startsWith('project:'))).toHaveLength(14));
});

test('a paste that is far too long is refused, and stays', async () => {
  const { user, of } = await open();
  await user.click(screen.getByRole('button', { name: 'Paste rows from Excel' }));
  const area = await screen.findByRole('textbox', { name: 'Rows' });
  const value = 'A\t1\t2\n'.repeat(50_000);
  await fireEvent.input(area, { target: { value } });
  expect(await screen.findByText(/rows of projects are never more than 262 kB/)).toBeTruthy();
  expect((area as HTMLTextAreaElement).value).toBe(value);
  expect(of('rows_parse')).toHaveLength(0);
});

test('export keeps what is pending first and says where the file is', async () => {
  const { user, host, of } = await open();
  await fireEvent.keyDown(screen.getByRole('slider', { name: 'Budget' }), { key: 'PageUp' });
  await user.click(screen.getByRole('button', { name: 'PDF' }));
  await waitFor(() => expect(toasts.list.map(({ text }) => text)).toEqual(['Saved as me/Portfolio frontier.pdf']));
  expect(host.saveFile).toHaveBeenCalledWith('tool_export', { tool: 't4', format: 'pdf' });
  expect(of('tool_save')).toHaveLength(1);
});

test('a result is kept, compared and removed with a way back', async () => {
  const { user, core } = await open();
  await user.click(screen.getByRole('button', { name: 'Keep this result' }));
  const name = await screen.findByLabelText('Name for it');
  await fireEvent.input(name, { target: { value: 'Before' } });
  await fireEvent.submit(name.closest('form') ?? name);
  expect(await screen.findByText('Before')).toBeTruthy();
  core.kept.forEach(({ summary }) => summary.figures.forEach((each) => (each.value -= 8)));
  await fireEvent.keyDown(screen.getByRole('slider', { name: 'Budget' }), { key: 'PageUp' });
  expect(await screen.findByText(/^\+\d+ to now$/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /^Remove the result of/ }));
  await waitFor(() => expect(core.kept).toHaveLength(0));
  toasts.undo();
  await waitFor(() => expect(core.kept).toHaveLength(1));
});

test('a note on it begins with the finding and opens', async () => {
  const { user, of } = await open();
  await user.click(screen.getByRole('button', { name: 'Write a note on this' }));
  await waitFor(() => expect(of('note_create')).toHaveLength(1));
  const [note] = of('note_create');
  expect(note).toMatchObject({ title: 'Portfolio frontier', place: { tool: 't4', lesson: null } });
  expect(note?.markdown).toContain('> Forcing Ledger replacement costs');
  expect(window.location.hash).toBe(`#/notes/${String(note?.id)}`);
});

test('what cannot be saved is said and can be tried again', async () => {
  const { user, answers } = await open({ answers: { tool_save: () => Promise.reject(new Error('disk')) } });
  await fireEvent.keyDown(screen.getByRole('slider', { name: 'Budget' }), { key: 'PageUp' });
  expect(await screen.findByText(/^Not saved yet\. What you entered is on this screen/)).toBeTruthy();
  delete answers.tool_save;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText(/^Not saved yet/)).toBeNull());
});
