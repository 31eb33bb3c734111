import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallError } from '../../../api/error';
import { Draft, LONGEST_BYTES } from './draft.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const at = '2026-11-22T10:00:00Z';

function set(written?: string) {
  const kept: string[] = [];
  const answer = { error: null as CallError | null, wait: 0 };
  const save = async (text: string) => {
    if (answer.wait) await new Promise((done) => setTimeout(done, answer.wait));
    if (answer.error) throw answer.error;
    kept.push(text);
    return { text, at };
  };
  return { kept, answer, draft: new Draft(save, written === undefined ? undefined : { text: written, at }) };
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('kept half a second after a pause', async () => {
  const { draft, kept } = set();
  draft.type('A');
  draft.type('Ab');
  expect(draft.status).toBe('unsaved');
  await wait(499);
  expect(kept).toEqual([]);
  await wait(1);
  expect(kept).toEqual(['Ab']);
  expect([draft.status, draft.savedAt, draft.pending]).toEqual(['saved', at, false]);
});

test('typing without a pause is kept within a second all the same', async () => {
  const { draft, kept } = set();
  for (let step = 1; step <= 12; step++) {
    draft.type('x'.repeat(step));
    await wait(100);
  }
  expect(kept.length).toBeGreaterThanOrEqual(1);
  await wait(500);
  expect(kept.at(-1)).toHaveLength(12);
});

test('one save at a time, and the last text wins', async () => {
  const { draft, kept, answer } = set();
  answer.wait = 2000;
  draft.type('first');
  await wait(500);
  draft.type('second');
  await wait(1999);
  expect(kept).toEqual([]);
  await wait(1);
  expect(kept).toEqual(['first']);
  expect(draft.status).toBe('unsaved');
  await wait(2000);
  expect(kept).toEqual(['first', 'second']);
});

test('a flush saves at once', async () => {
  const { draft, kept } = set('old');
  draft.type('new');
  await draft.flush();
  expect(kept).toEqual(['new']);
  await draft.flush();
  expect(kept).toEqual(['new']);
});

test('going back to the kept text saves nothing; emptying does', async () => {
  const { draft, kept } = set('old');
  draft.type('old!');
  draft.type('old');
  await wait(2000);
  expect(kept).toEqual([]);
  draft.type(' ');
  await wait(500);
  expect([kept.at(-1), draft.status]).toEqual([' ', 'empty']);
});

test('a failure keeps the text and tries again, slower each time', async () => {
  const { draft, kept, answer } = set();
  answer.error = new CallError('cannot_write', 'The disk is full.');
  draft.type('precious');
  await wait(500);
  expect([draft.status, draft.text, draft.pending]).toEqual(['failed', 'precious', true]);
  await wait(2000);
  expect(draft.status).toBe('failed');
  answer.error = null;
  await wait(4000);
  expect(kept).toEqual(['precious']);
  expect(draft.status).toBe('saved');
});

test('a block that is gone is not asked for ever', async () => {
  const { draft, answer } = set();
  answer.error = new CallError('not_found', 'No such block.');
  draft.type('precious');
  await wait(500);
  expect(draft.status).toBe('refused');
  answer.error = null;
  await wait(60_000);
  expect([draft.text, draft.pending]).toEqual(['precious', true]);
});

test('what is too long is refused before it is sent, and shortening saves', async () => {
  const { draft, kept } = set();
  draft.type('é'.repeat(LONGEST_BYTES / 2 + 1));
  expect(draft.status).toBe('too_long');
  await wait(5000);
  await draft.flush();
  expect(kept).toEqual([]);
  draft.type('é'.repeat(LONGEST_BYTES / 2));
  await wait(500);
  expect(kept).toHaveLength(1);
});
