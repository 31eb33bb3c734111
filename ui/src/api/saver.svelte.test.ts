import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallError } from './error';
import { LONGEST_WAIT_MS, PAUSE_MS, Saver } from './saver.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const lost = new CallError('unreachable', 'No.');
const refusal = new CallError('invalid_input', 'No.');

/** Keeps one text; a save takes `slow` ms. */
function start(slow = 0) {
  const state = { text: '', kept: '', sent: [] as string[], error: null as CallError | null, settled: 0 };
  const saver = new Saver<'refused' | 'held'>({
    pending: () => state.text !== state.kept,
    send: async () => {
      const { text } = state;
      state.sent.push(text);
      if (slow) await new Promise((done) => setTimeout(done, slow));
      if (state.error) throw state.error;
      state.kept = text;
    },
    final: ({ code }) => (code === 'invalid_input' ? 'refused' : null),
    settled: () => state.settled++,
  });
  const type = (text: string) => {
    state.text = text;
    saver.touch();
  };
  return { state, saver, type };
}

test('sent after a pause, and after a second of writing without one', async () => {
  const { state, type } = start();
  type('a');
  await wait(PAUSE_MS - 1);
  expect(state.sent).toEqual([]);
  await wait(1);
  expect(state.sent).toEqual(['a']);
  for (let passed = 0; passed < LONGEST_WAIT_MS; passed += 100) {
    expect(state.sent).toHaveLength(1);
    type(`b${passed}`);
    await wait(100);
  }
  expect(state.sent).toEqual(['a', 'b900']);
});

test('one save at a time; a flush ends when the last text is kept', async () => {
  const { state, saver, type } = start(300);
  type('a');
  const first = saver.flush();
  await wait(100);
  type('b');
  let ended = false;
  const both = Promise.all([first, saver.flush()]).then(() => (ended = true));
  await wait(400);
  expect([state.sent, ended, saver.status]).toEqual([['a', 'b'], false, 'unsaved']);
  await wait(100);
  await both;
  expect([state.kept, saver.status]).toEqual(['b', 'saved']);
});

test('what fails is tried again after 2, 4, 8, 8 seconds, and a flush does not wait for that', async () => {
  const { state, saver, type } = start();
  state.error = lost;
  type('a');
  const flushed = saver.flush();
  await wait(0);
  await flushed;
  expect([saver.status, saver.error]).toEqual(['failed', lost]);
  for (const seconds of [2, 4, 8, 8]) {
    const before = state.sent.length;
    await wait(seconds * 1000 - 1);
    expect(state.sent).toHaveLength(before);
    await wait(1);
    expect(state.sent).toHaveLength(before + 1);
  }
  state.error = null;
  await wait(8000);
  expect([saver.status, saver.error, state.kept]).toEqual(['saved', null, 'a']);
});

test('what is refused is not sent again before something changes, and stays said until it is taken', async () => {
  const { state, saver, type } = start();
  state.error = refusal;
  type('a');
  await wait(60_000);
  void saver.flush();
  await wait(0);
  expect([saver.status, state.sent]).toEqual(['refused', ['a']]);
  state.error = null;
  type('b');
  expect(saver.status).toBe('refused');
  await wait(PAUSE_MS);
  expect([saver.status, state.kept]).toEqual(['saved', 'b']);
});

test('written while a save is refused: that is tried all the same', async () => {
  const { state, saver, type } = start(100);
  state.error = refusal;
  type('a');
  void saver.flush();
  await wait(50);
  type('b');
  await wait(50);
  state.error = null;
  void saver.flush();
  await wait(100);
  expect([saver.status, state.kept]).toEqual(['saved', 'b']);
});

test('what is held is not sent, not even by a save that ends meanwhile', async () => {
  const { state, saver, type } = start(100);
  type('a');
  void saver.flush();
  state.text = 'b';
  saver.hold('held');
  await wait(60_000);
  void saver.flush();
  await wait(1000);
  expect([state.sent, saver.status]).toEqual([['a'], 'held']);
  type('c');
  expect(saver.status).toBe('unsaved');
  await wait(1000);
  expect([state.kept, saver.status]).toEqual(['c', 'saved']);
});

test('writing back what is kept ends it without a save', async () => {
  const { state, saver, type } = start();
  type('a');
  expect(saver.status).toBe('unsaved');
  type('');
  await wait(5000);
  expect([saver.status, state.sent, state.settled]).toEqual(['saved', [], 1]);
});

test('at rest nothing more is tried', async () => {
  const { state, saver, type } = start(100);
  state.error = lost;
  type('a');
  void saver.flush();
  const resting = saver.rest();
  await wait(100);
  await resting;
  await wait(60_000);
  expect(state.sent).toEqual(['a']);
});
