import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import { Changes } from './changes';
import { useHost } from './client';
import { CallError } from './error';
import type { Host } from './port';
import { query, type Query } from './query.svelte';

interface Pending {
  input: unknown;
  resolve: (value: unknown) => void;
  reject: (thrown: unknown) => void;
}

function fakeHost() {
  const changes = new Changes();
  const calls: Pending[] = [];
  const call = (_name: string, input: unknown) =>
    new Promise((resolve, reject) => {
      calls.push({ input, resolve, reject });
    });
  useHost({ kind: 'browser', call, onChanged: changes.listen } as unknown as Host);
  return { changes, calls };
}

function inRoot<T>(make: () => T): { it: T; stop: () => void } {
  let it: T | undefined;
  const stop = $effect.root(() => {
    it = make();
  });
  flushSync();
  return { it: it as T, stop };
}

const settle = () => vi.waitFor(() => Promise.resolve());

test('asks, then asks again for its topics and keeps the old value meanwhile', async () => {
  const { changes, calls } = fakeHost();
  const { it, stop } = inRoot(() => query('course_list', () => ({}), ['course']) as Query<unknown>);
  expect([it.loading, it.value]).toEqual([true, undefined]);
  calls[0]?.resolve('first');
  await settle();
  expect([it.loading, it.value]).toEqual([false, 'first']);

  changes.tell(['backup']);
  expect(calls).toHaveLength(1);
  changes.tell(['course']);
  expect([it.loading, it.value]).toEqual([true, 'first']);
  calls[1]?.reject({ code: 'not_found', message: 'Gone.' });
  await settle();
  expect(it.error).toBeInstanceOf(CallError);
  expect([it.error?.code, it.value]).toEqual(['not_found', 'first']);

  stop();
  changes.tell(['course']);
  expect(calls).toHaveLength(2);
});

test('a new input asks again, and the late reply to the old one is dropped', async () => {
  const { calls } = fakeHost();
  let course = $state('a');
  const { it, stop } = inRoot(() => query('course_map', () => ({ course }), []) as Query<unknown>);
  course = 'b';
  flushSync();
  expect(calls.map((each) => each.input)).toEqual([{ course: 'a' }, { course: 'b' }]);
  calls[1]?.resolve('map of b');
  calls[0]?.resolve('map of a');
  await settle();
  expect(it.value).toBe('map of b');
  stop();
});

test('no input, no request', () => {
  const { calls } = fakeHost();
  const { it, stop } = inRoot(() => query('course_list', () => null, ['course']) as Query<unknown>);
  expect(calls).toHaveLength(0);
  expect(it.loading).toBe(false);
  stop();
});
