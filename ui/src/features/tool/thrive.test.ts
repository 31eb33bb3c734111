import { configure, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { fakeHost } from './fake-host';
import { thriveFields } from './fake-thrive';
import { ToolView, WorkbookView } from './index';
import { anchorOf, polygon } from './thrive/radar';

vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 5000 });

async function open(fields: Record<string, unknown>) {
  const fake = fakeHost({ fields, tool: 't1' });
  render(ToolView, { tool: 't1' });
  await screen.findByRole('heading', { level: 1, name: 'Survive–thrive' });
  return { ...fake, user: userEvent.setup() };
}

test('answers by click, arrow and number; the sentence counts what is open', async () => {
  const { user, of } = await open(thriveFields(() => 2, 18));
  expect(screen.getByText('Two statements are still open. The result follows them.')).toBeTruthy();
  expect(screen.getByText('18 of 20')).toBeTruthy();
  const open19 = screen.getAllByRole('radiogroup').at(18);
  if (!open19) throw new Error('no statement 19');
  await fireEvent.keyDown(open19, { key: '3' });
  expect(screen.getByText('19 of 20')).toBeTruthy();
  await user.keyboard('{ArrowRight}');
  await waitFor(() => expect(of('tool_save').at(-1)).toEqual({ tool: 't1', set: { 'answer:foresight-3': 4 } }));
});

test('the result first, then the radar in figures and the lessons', async () => {
  await open(thriveFields((index) => (index < 4 ? 3 : 2)));
  expect(screen.getByText((_, element) => element?.tagName === 'P' && element.textContent.startsWith('Your office is stabilising. Every'))).toBeTruthy();
  expect(screen.getByRole('link', { name: '1.3 Survival traps' }).getAttribute('href')).toBe('#/lesson/pmo/l1');
  expect(screen.getByText('Lowest is Evidence with 50, highest Mandate with 75.')).toBeTruthy();
});

test('starting again can be undone', async () => {
  const { user, core } = await open(thriveFields(() => 1));
  await user.click(screen.getByRole('button', { name: 'Start again' }));
  await waitFor(() => expect(core.fields).toEqual({}));
  const { toasts } = await import('../../shared/toasts.svelte');
  toasts.undo();
  await waitFor(() => expect(Object.keys(core.fields)).toHaveLength(20));
});

test('corners of the radar', () => {
  const centre = { x: 0, y: 0 };
  expect(polygon([100, 100, 100, 100], centre, 10)).toBe('0.0,-10.0 10.0,0.0 0.0,10.0 -10.0,0.0');
  expect(polygon([100, null], centre, 10)).toBe('');
  expect([0, 1, 3].map((index) => anchorOf(index, 4))).toEqual(['middle', 'start', 'end']);
});

test('the workbook lists its tools with what they say', () => {
  const { core } = fakeHost();
  const card = core.card(core.view().result);
  render(WorkbookView, { tools: [{ ...card, results: 2 }, { ...card, tool: 't1', title: 'Survive–thrive', started: false, finding: null, updated_at: null }] });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('You have used one of two tools. Two results are kept.');
  expect(screen.getByRole('link', { name: 'Portfolio frontier' }).getAttribute('href')).toBe('#/workbook/t4');
  expect(screen.getByText('2 results kept')).toBeTruthy();
});
