import Sun from '@lucide/svelte/icons/sun';
import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SearchFound } from '../../api/bindings';
import { CallError } from '../../api/error';
import { actions } from './actions';
import { fakeSearch, found, lessonHit, noteHit, toolHit } from './fake';
import { search } from './opening.svelte';
import SearchDialog from './SearchDialog.svelte';

const onnote = vi.fn<(text: string) => Promise<void>>();
const print = vi.fn();
let stop: () => void;

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  window.location.hash = '#/today';
  search.recent = [];
  onnote.mockReset().mockResolvedValue();
  stop = actions.register(() => [{ id: 'print', label: 'Print this lesson', icon: Sun, run: print }]);
});
afterEach(() => {
  stop();
  search.open = false;
});

async function open() {
  const outside = document.createElement('button');
  document.body.append(outside);
  outside.focus();
  render(SearchDialog, { onnote });
  search.show();
  return { field: await screen.findByRole('combobox', { name: 'Search' }), outside };
}
const options = () => screen.queryAllByRole('option').map((option) => option.textContent.replace(/\s+/g, ' ').trim());
const activeText = (field: HTMLElement) => document.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';
const everything = (query: { text: string }) => found(query.text.includes('in:notes') ? [noteHit] : [lessonHit, noteHit, toolHit]);

test('typing finds; arrows move round; Enter opens and the search is remembered', async () => {
  fakeSearch(everything);
  const { field } = await open();
  expect(document.activeElement).toBe(field);
  await userEvent.type(field, 'forced');
  await vi.waitFor(() => expect(options()).toHaveLength(3));
  expect(activeText(field)).toContain('4.4 What a forced project costs');
  expect(screen.getByText('Your notes')).toBeTruthy();
  await userEvent.keyboard('{ArrowUp}');
  expect(activeText(field)).toContain('Portfolio frontier');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await vi.waitFor(() => expect(window.location.hash).toBe('#/notes/n1'));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(search.recent).toEqual(['forced']);
});

test('Tab narrows the request, not the text; the other tabs keep their counts', async () => {
  const asked = fakeSearch(everything);
  const { field } = await open();
  await userEvent.type(field, 'x');
  await vi.waitFor(() => expect(options()).toHaveLength(3));
  await userEvent.keyboard('{Tab}{Tab}');
  await vi.waitFor(() => expect(options()).toHaveLength(1));
  expect(asked.at(-1)).toBe('in:notes x');
  expect((field as HTMLInputElement).value).toBe('x');
  const tabs = within(screen.getByRole('group', { name: 'Narrow the results' })).getAllByRole('button');
  expect(tabs.map((tab) => [tab.textContent.trim(), tab.getAttribute('aria-pressed')])).toEqual([
    ['Everything', 'false'],
    ['Lessons1', 'false'],
    ['Notes1', 'true'],
    ['Workbook1', 'false'],
  ]);
  await userEvent.type(field, 'y');
  await vi.waitFor(() => expect(asked.slice(-2)).toEqual(['in:notes xy', 'xy']));
});

test('filters in the text are shown as understood', async () => {
  fakeSearch(everything);
  const { field } = await open();
  await userEvent.type(field, 'a in:notes module:4');
  expect(await screen.findByText('Only notes, module 4')).toBeTruthy();
});

test('nothing found: fewer words, or a note with these', async () => {
  fakeSearch(() => found([]));
  const { field } = await open();
  await userEvent.type(field, 'frontier cost');
  expect(await screen.findByText('Nothing matches “frontier cost”. Try fewer words.')).toBeTruthy();
  expect(options()).toEqual(['Start a note with these words ↵']);
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(onnote).toHaveBeenCalledWith('frontier cost'));
});

test('an action is found by its name, and done when the focus is back', async () => {
  fakeSearch(() => found([]));
  const { field, outside } = await open();
  print.mockImplementation(() => expect(document.activeElement).toBe(outside));
  await userEvent.type(field, 'les pri{Enter}');
  await vi.waitFor(() => expect(print).toHaveBeenCalledOnce());
  expect(screen.queryByText(/Nothing matches/)).toBeNull();
});

test('Escape closes and the focus goes back', async () => {
  fakeSearch(everything);
  const { field, outside } = await open();
  await userEvent.type(field, 'a{Escape}');
  await vi.waitFor(() => expect(document.activeElement).toBe(outside));
  expect(search.recent).toEqual([]);
});

test('Enter typed faster than the reply opens what the reply brings', async () => {
  let answer: (reply: SearchFound) => void = () => undefined;
  fakeSearch(() => new Promise((resolve) => (answer = resolve)));
  const { field } = await open();
  await userEvent.type(field, 'f{Enter}');
  expect(window.location.hash).toBe('#/today');
  answer(found([toolHit]));
  await vi.waitFor(() => expect(window.location.hash).toBe('#/workbook/t4'));
});

test('a refusal says what happened and what is safe; trying again helps', async () => {
  let broken = true;
  fakeSearch(() => (broken ? Promise.reject(new CallError('database_locked', 'busy')) : found([toolHit])));
  const { field } = await open();
  await userEvent.type(field, 'f');
  expect((await screen.findByRole('alert')).textContent).toContain('What was kept before is safe.');
  broken = false;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await vi.waitFor(() => expect(options()).toHaveLength(1));
  expect(document.activeElement).toBe(field);
});

test('a pasted page is cut with a word about it, and odd input is only words', async () => {
  const asked = fakeSearch(() => found([]));
  const { field } = await open();
  await userEvent.click(field);
  await userEvent.paste('line one\nline two '.repeat(200));
  expect(await screen.findByText('A search takes 400 characters. The rest was left out.')).toBeTruthy();
  expect((field as HTMLInputElement).value).toMatch(/^line one line two/);
  await userEvent.clear(field);
  await userEvent.paste('"][*:^ OR NEAR(\u0000 {}%');
  await vi.waitFor(() => expect(asked.at(-1)).toContain('NEAR('));
});

test('the number of results is said, politely', async () => {
  fakeSearch(everything);
  const { field } = await open();
  await userEvent.type(field, 'forced');
  await vi.waitFor(() => expect(screen.getAllByRole('status').map((each) => each.textContent).join()).toContain('3 results'), 2000);
});
