import { beforeEach, expect, test, vi } from 'vitest';
import { useHost } from '../api/client';
import type { Host } from '../api/port';
import { PlaceKeeper, placeToRestore } from './place';

const call = vi.fn(() => Promise.resolve({}));
let closing: (() => Promise<void>) | null = null;

beforeEach(() => {
  call.mockReset();
  call.mockResolvedValue({});
  useHost({
    call,
    onClosing: (listener: () => Promise<void>) => {
      closing = listener;
      return () => (closing = null);
    },
  } as unknown as Host);
});

test('only where the reader comes to rest is kept', async () => {
  const keeper = new PlaceKeeper();
  keeper.moved({ name: 'course' });
  keeper.moved({ name: 'lesson', course: 'pmo', lesson: 'l1' });
  await keeper.flush();
  expect(call.mock.calls).toEqual([['place_save', { place: '#/lesson/pmo/l1' }]]);
  await keeper.flush();
  expect(call).toHaveBeenCalledTimes(1);
});

test('closing and hiding keep it at once', async () => {
  const keeper = new PlaceKeeper();
  const stop = keeper.start();
  keeper.moved({ name: 'course' });
  await closing?.();
  expect(call).toHaveBeenCalledTimes(1);
  keeper.moved({ name: 'today' });
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(2));
  stop();
  expect(closing).toBeNull();
});

test('a place that cannot be kept is no trouble; an unknown one is not kept', async () => {
  const keeper = new PlaceKeeper();
  call.mockRejectedValue(new Error('full'));
  keeper.moved({ name: 'course' });
  await expect(keeper.flush()).resolves.toBeUndefined();
  keeper.moved({ name: 'unknown', path: 'x' });
  keeper.moved({ name: 'lesson', course: 'x'.repeat(600), lesson: 'l' });
  await keeper.flush();
  expect(call).toHaveBeenCalledTimes(1);
});

test('the kept place is restored only where the address names none', () => {
  expect(placeToRestore('', '#/lesson/pmo/l1')).toEqual({ name: 'lesson', course: 'pmo', lesson: 'l1' });
  expect(placeToRestore('#/', '#/course')).toEqual({ name: 'course' });
  expect(placeToRestore('#/today', '#/course')).toBeNull();
  expect(placeToRestore('', null)).toBeNull();
  expect(placeToRestore('', '#/somewhere/odd')).toBeNull();
});
