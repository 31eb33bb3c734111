import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { useHost } from '../../api/client';
import { defaultPreferences, type Preferences } from '../../api/preferences';
import type { Host } from '../../api/port';
import { preferences } from '../../shell/preferences.svelte';
import Appearance from './Appearance.svelte';
import { leadOf, pageOf, PAGES, titleOf } from './pages';
import Reading from './Reading.svelte';

const save = vi.fn<(preferences: Preferences) => Promise<void>>(() => Promise.resolve());

beforeEach(async () => {
  save.mockClear();
  useHost({
    preferences: { load: () => Promise.resolve({ ...defaultPreferences }), save },
  } as unknown as Host);
  await preferences.load();
});

test('every page has a title and a lead; an unknown one is the first', () => {
  expect(pageOf('data')).toBe('data');
  expect(pageOf('general')).toBe('appearance');
  expect(new Set(PAGES.map(titleOf)).size).toBe(PAGES.length);
  for (const page of PAGES) expect(leadOf(page)).toMatch(/\.$/);
});

test('the theme changes at once and is kept', async () => {
  render(Appearance);
  expect(screen.getByRole('radio', { name: 'As the system' })).toHaveProperty('checked', true);
  await userEvent.click(screen.getByRole('radio', { name: 'Dark' }));
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ theme: 'dark' }));
});

test('sizes move by keys and are kept', async () => {
  render(Reading);
  screen.getByRole('slider', { name: 'Lessons' }).focus();
  await userEvent.keyboard('{PageUp}');
  expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ readingSize: 22 }));
  screen.getByRole('slider', { name: 'All text' }).focus();
  await userEvent.keyboard('{PageUp}');
  expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ textScale: 1.5 }));
});
