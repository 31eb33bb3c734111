import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeCore } from '../fake-core';
import { emptyText, isNarrowed, NO_FILTER, toInput } from './filter';
import { NoteListState } from './list.svelte';
import { indices, pagesOf, visible } from './window';

let core: FakeCore;
beforeEach(() => {
  vi.useFakeTimers();
  core = new FakeCore();
  core.window();
});
afterEach(() => vi.useRealTimers());
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test('rows in sight, with some to spare', () => {
  expect(visible(0, 700, 112, 100_000)).toEqual({ first: 0, end: 13 });
  expect(visible(112 * 50_000, 700, 112, 100_000)).toEqual({ first: 49_994, end: 50_013 });
  expect(visible(1e9, 700, 112, 10)).toEqual({ first: 10, end: 10 });
  expect(visible(0, 0, 0, 5)).toEqual({ first: 0, end: 5 });
  expect(indices({ first: 5, end: 7 }, 2, 10)).toEqual([2, 5, 6]);
  expect(indices({ first: 5, end: 7 }, 9, 10)).toEqual([5, 6, 9]);
  expect(indices({ first: 5, end: 7 }, 12, 10)).toEqual([5, 6]);
  expect(pagesOf({ first: 95, end: 201 }, 100)).toEqual([0, 1, 2]);
});

test('pages come as they are needed; another filter begins anew', async () => {
  for (let at = 0; at < 250; at++) core.put(`n${at}`, { title: `Note ${at}`, tags: at % 2 ? ['odd'] : [] });
  const list = new NoteListState();
  const stop = list.start();
  await wait();
  expect([list.total, list.row(0)?.id, list.row(100)]).toEqual([250, 'n0', undefined]);
  list.show({ first: 190, end: 210 });
  await wait();
  expect([list.row(199)?.id, list.row(200)?.id]).toEqual(['n199', 'n200']);
  expect(core.of('note_list').map((input) => input.offset)).toEqual([0, 100, 200]);
  list.show({ first: 0, end: 10 });
  list.set({ tag: 'odd' });
  expect(list.settled).toBe(false);
  await wait();
  expect([list.total, list.row(0)?.id, list.indexOf('n3')]).toEqual([125, 'n1', 1]);
  stop();
});

test('typing in the field asks after a pause, and an old answer is dropped', async () => {
  core.put('a', { title: 'Alpha' });
  core.put('b', { title: 'Beta' });
  const list = new NoteListState();
  const stop = list.start();
  await wait();
  for (const text of ['B', 'Be', 'Bet']) list.set({ text });
  await wait(200);
  expect(core.of('note_list').map((input) => input.text)).toEqual(['', 'Bet']);
  expect([list.total, list.row(0)?.id]).toEqual([1, 'b']);
  stop();
});

test('changes are followed calmly, and a card that is known is shown at once', async () => {
  core.put('a', { title: 'Alpha' });
  const list = new NoteListState();
  const stop = list.start();
  await wait();
  for (let at = 0; at < 10; at++) core.change('note');
  await wait(1300);
  expect(core.of('note_list')).toHaveLength(2);
  const known = list.row(0);
  if (known) list.patch({ ...known, title: 'Changed' });
  flushSync();
  expect(list.row(0)?.title).toBe('Changed');
  stop();
});

test('filters as the core takes them, and what is said when nothing is there', () => {
  const module = { course: 'pmo', module: 7 };
  expect(toInput({ ...NO_FILTER, module, text: ' a ' }, 100, 100)).toMatchObject({ text: 'a', course: 'pmo', module: 7, offset: 100 });
  expect([isNarrowed(NO_FILTER), isNarrowed({ ...NO_FILTER, tag: 'x' }), isNarrowed({ ...NO_FILTER, order: 'title' })]).toEqual([false, true, false]);
  expect(emptyText(NO_FILTER, 0)).toMatchObject({ title: 'No notes yet', action: 'new' });
  expect(emptyText({ ...NO_FILTER, module }, 3)).toEqual({ title: 'No notes in module 7', text: 'Select any passage and press M.', action: 'all' });
  expect(emptyText({ ...NO_FILTER, text: 'frontier cost' }, 3)).toMatchObject({ title: 'Nothing matches “frontier cost”', text: 'Try fewer words.' });
  expect(emptyText({ ...NO_FILTER, trash: true }, 3).title).toBe('The trash is empty');
});
