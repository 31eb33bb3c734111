import { afterEach, expect, test, vi } from 'vitest';
import { useHost } from './client';
import type { Host } from './port';
import { watchOtherProcesses } from './pulse';

afterEach(() => vi.useRealTimers());

function fake(answer: () => Promise<unknown>) {
  const call = vi.fn(answer);
  useHost({ call } as unknown as Host);
  return call;
}

test('it asks at once, every two seconds, and no more after it was stopped', async () => {
  vi.useFakeTimers();
  const call = fake(() => Promise.resolve({ elsewhere: false }));
  const stop = watchOtherProcesses();
  expect(call).toHaveBeenCalledWith('app_pulse', {});
  await vi.advanceTimersByTimeAsync(4000);
  expect(call).toHaveBeenCalledTimes(3);
  stop();
  await vi.advanceTimersByTimeAsync(4000);
  window.dispatchEvent(new Event('focus'));
  expect(call).toHaveBeenCalledTimes(3);
});

test('one question at a time, and a failed one is no end', async () => {
  vi.useFakeTimers();
  let fail: (reason: Error) => void = () => undefined;
  const call = fake(() => new Promise((_, reject) => (fail = reject)));
  const stop = watchOtherProcesses();
  await vi.advanceTimersByTimeAsync(6000);
  expect(call).toHaveBeenCalledTimes(1);
  fail(new Error('gone'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(call).toHaveBeenCalledTimes(2);
  stop();
});
