import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DeadlineSet, DueView as Due } from '../api/bindings';
import { CallError } from '../api/error';
import { fakeHost, type Answers } from '../api/fake-host';
import DueScreen from './DueScreen.svelte';
import { toasts } from '../shared/toasts.svelte';
import { FakeDue } from '../features/due/fake-core';

vi.setConfig({ testTimeout: 60_000 });
beforeEach(() => localStorage.clear());
afterEach(() => {
  for (const toast of [...toasts.list]) toasts.dismiss(toast.id);
});

const due = (id: string, date: string, more: Partial<Due> = {}): Due => ({ id, title: `Thing ${id}`, date, done: false, kind: 'deadline', ...more });
const TOPICS = Object.fromEntries(['deadline_set', 'due_mark', 'deadline_remove', 'deadline_restore'].map((name) => [name, ['calendar' as const]]));

async function open(list: Due[], more: Answers = {}) {
  const core = new FakeDue(list);
  const fake = fakeHost({ ...core.answers(), ...more }, TOPICS);
  const shown = render(DueScreen);
  await screen.findByRole('heading', { level: 1 });
  return { core, ...fake, ...shown };
}

const what = () => screen.getByRole('textbox', { name: 'What' });
const when = () => screen.getByRole('textbox', { name: 'By when' });

test('a date is typed as people write it, and kept', async () => {
  const { of } = await open([]);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('No dates are set.');
  await userEvent.type(what(), 'Send Claire the page');
  await userEvent.type(when(), '27 Nov 2099');
  expect(screen.getByText('Friday 27 November 2099')).toBeTruthy();
  await userEvent.keyboard('{Enter}');
  expect(await screen.findByText('Send Claire the page')).toBeTruthy();
  expect(of('deadline_set')).toMatchObject([{ title: 'Send Claire the page', date: '2099-11-27' }]);
  expect([what(), when()].map((field) => (field as HTMLInputElement).value)).toEqual(['', '']);
  expect(document.activeElement).toBe(what());
});

test('what is missing or unclear is said at its field', async () => {
  const { of } = await open([]);
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(screen.getByText('Write what falls due.')).toBeTruthy();
  expect(screen.getByText('Say by when.')).toBeTruthy();
  await userEvent.type(when(), 'soon');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  expect(screen.getByText('This is no date. Write it like 27 Nov 2026.')).toBeTruthy();
  expect(of('deadline_set')).toEqual([]);
});

test('what could not be kept stays, also for the next visit, and is sent under the same id', async () => {
  let broken = true;
  const core = new FakeDue();
  const answers = {
    deadline_set: (input: DeadlineSet) => {
      if (broken) throw new CallError('unreachable', 'No answer.');
      return core.set(input);
    },
  };
  const { unmount, of } = await open([], answers);
  await userEvent.type(what(), 'Renew');
  await userEvent.type(when(), 'tomorrow{Enter}');
  expect(await screen.findByText(/Your words are kept here/)).toBeTruthy();
  const before = of('deadline_set')[0]?.id;
  unmount();
  broken = false;
  const again = await open([], answers);
  expect(what()).toHaveProperty('value', 'Renew');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(again.of('deadline_set')[0]?.id).toBe(before));
});

test('done, deleted and brought back; overdue is named; plan steps lead to the plan', async () => {
  const { core, of } = await open([due('late', '2020-01-10'), due('t9/1', '2099-12-04', { kind: 'plan' })]);
  expect(screen.getByText(/Overdue since Fri 10 Jan 2020/)).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('One date has passed and is still open.');
  expect(screen.getByRole('link', { name: '90-day plan' }).getAttribute('href')).toBe('#/workbook/t9');
  expect(screen.queryByRole('button', { name: 'Delete: Thing t9/1' })).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: 'Done: Thing t9/1' }));
  await waitFor(() => expect(core.due.find(({ id }) => id === 't9/1')?.done).toBe(true));
  expect(within(screen.getByRole('region', { name: 'Done' })).getByText('Thing t9/1')).toBeTruthy();
  toasts.undo();
  await waitFor(() => expect(core.due.find(({ id }) => id === 't9/1')?.done).toBe(false));
  await userEvent.click(screen.getByRole('button', { name: 'Delete: Thing late' }));
  await waitFor(() => expect(screen.queryByText('Thing late')).toBeNull());
  toasts.undo();
  expect(await screen.findByText('Thing late')).toBeTruthy();
  expect(of('deadline_restore')).toEqual([{ id: 'late' }]);
});

test('a date is changed in place, Escape leaves it, and the focus returns', async () => {
  const { core } = await open([due('a', '2020-01-10')]);
  await userEvent.click(screen.getByRole('button', { name: 'Edit: Thing a' }));
  const [field] = screen.getAllByRole('textbox', { name: 'What' }).filter((each) => (each as HTMLInputElement).value === 'Thing a');
  expect(document.activeElement).toBe(field);
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Edit: Thing a'));
  await userEvent.click(screen.getByRole('button', { name: 'Edit: Thing a' }));
  await userEvent.keyboard(' again');
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(core.due).toEqual([due('a', '2020-01-10', { title: 'Thing a again' })]));
});

test('all of them as a calendar file', async () => {
  const { saved } = await open([due('a', '2099-01-10')]);
  await userEvent.click(screen.getByRole('button', { name: 'Calendar file (.ics)' }));
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe('Saved as me/Dates.ics'));
  expect(saved).toEqual([{ name: 'calendar_export', input: {} }]);
});
