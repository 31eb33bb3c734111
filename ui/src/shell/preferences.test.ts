import { expect, test, vi } from 'vitest';
import { useHost } from '../api/client';
import { defaultPreferences, type Preferences } from '../api/preferences';
import type { Host } from '../api/port';
import { preferences } from './preferences.svelte';

function host(load: () => Promise<Preferences>) {
  const save = vi.fn<Host['preferences']['save']>(() => Promise.resolve());
  useHost({ preferences: { load, save } } as unknown as Host);
  return save;
}

const root = document.documentElement;

test('preferences show on the document and are saved', async () => {
  const save = host(() => Promise.resolve({ ...defaultPreferences, theme: 'dark' }));
  await preferences.load();
  expect(root.dataset.theme).toBe('dark');
  expect(root.style.getPropertyValue('--reading-size')).toBe('');

  await preferences.set({ theme: 'system', readingSize: 24, textScale: 2 });
  expect(root.dataset.theme).toBeUndefined();
  expect(root.style.getPropertyValue('--reading-size')).toBe('1.5rem');
  expect(root.style.getPropertyValue('--text-scale')).toBe('2');
  expect(root.dataset.layout).toBe('stacked');
  expect(save).toHaveBeenCalledWith(expect.objectContaining({ readingSize: 24 }));
});

test('unreadable preferences are the defaults, not a failure to start', async () => {
  host(() => Promise.reject(new Error('broken')));
  await preferences.load();
  expect(preferences.current).toEqual(defaultPreferences);
});
