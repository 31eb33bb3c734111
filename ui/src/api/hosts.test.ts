import { expect, test, vi } from 'vitest';
import { Closing } from './closing';
import { CallError } from './error';
import { Failures } from './failures';
import type { Host } from './port';

test('a failure is told to whoever watches, and still thrown', async () => {
  const failures = new Failures();
  const damaged = new CallError('database_corrupt', 'The database is damaged.');
  const host = failures.watch({ kind: 'browser', call: () => Promise.reject(damaged) } as unknown as Host);
  const listener = vi.fn();
  const stop = failures.listen(listener);
  await expect(host.call('today_read', {})).rejects.toBe(damaged);
  stop();
  await expect(host.call('today_read', {})).rejects.toBe(damaged);
  expect(listener.mock.calls).toEqual([[damaged, 'today_read']]);
  expect(host.kind).toBe('browser');
});

test('closing waits for everyone, also when one of them fails', async () => {
  const closing = new Closing();
  const kept: string[] = [];
  const keep = (what: string) => () => Promise.resolve().then(() => void kept.push(what));
  closing.listen(keep('place'));
  closing.listen(() => Promise.reject(new Error('full')));
  const stop = closing.listen(keep('gone'));
  closing.listen(keep('draft'));
  stop();
  await closing.ask();
  expect(kept).toEqual(['place', 'draft']);
});
