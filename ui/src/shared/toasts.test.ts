import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toasts } from './toasts.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

test('a toast leaves after eight seconds', () => {
  toasts.show('Posted');
  vi.advanceTimersByTime(7999);
  expect(toasts.list).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(toasts.list).toHaveLength(0);
});

test('what weighs more may stay longer', () => {
  toasts.show('Deleted', null, 10_000);
  vi.advanceTimersByTime(9999);
  expect(toasts.list).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(toasts.list).toHaveLength(0);
});

test('hover keeps it, and the rest of its time runs afterwards', () => {
  const id = toasts.show('Posted');
  vi.advanceTimersByTime(5000);
  toasts.pause(id);
  vi.advanceTimersByTime(60_000);
  expect(toasts.list).toHaveLength(1);
  toasts.resume(id);
  vi.advanceTimersByTime(2999);
  expect(toasts.list).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(toasts.list).toHaveLength(0);
});

test('undo takes back the latest deed once', () => {
  const first = vi.fn();
  const second = vi.fn();
  toasts.show('One', first);
  toasts.show('Two', second);
  toasts.show('No way back');
  expect(toasts.undo()).toBe(true);
  expect(second).toHaveBeenCalledOnce();
  expect(toasts.undo()).toBe(true);
  expect(first).toHaveBeenCalledOnce();
  expect(toasts.undo()).toBe(false);
});
