import { expect, test, vi } from 'vitest';
import { fakeHost } from './fake-host';
import { keepOnLeaving } from './leaving';

function unload(): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

test('keeps whenever the window is left, asks only for what is stuck, and ends', async () => {
  const { close } = fakeHost({});
  const keep = vi.fn(() => Promise.resolve());
  const back = vi.fn();
  let stuck = false;
  const stop = keepOnLeaving({ keep, stuck: () => stuck, back });
  window.dispatchEvent(new Event('blur'));
  window.dispatchEvent(new Event('pagehide'));
  window.dispatchEvent(new Event('focus'));
  await close();
  expect([keep.mock.calls.length, back.mock.calls.length]).toEqual([3, 1]);
  expect(unload()).toBe(false);
  stuck = true;
  expect(unload()).toBe(true);
  stop();
  window.dispatchEvent(new Event('blur'));
  await close();
  expect([keep.mock.calls.length, unload()]).toEqual([3, false]);
});
