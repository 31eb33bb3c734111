import BookOpen from '@lucide/svelte/icons/book-open';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import Sun from '@lucide/svelte/icons/sun';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet, tick } from 'svelte';
import { expect, test, vi } from 'vitest';
import AppFrame from './AppFrame.svelte';
import { keys } from './keyboard';

const children = createRawSnippet(() => ({ render: () => '<main data-region tabindex="-1"><h1>Today</h1></main>' }));
const props = {
  items: [
    { id: 'today', label: 'Today', icon: Sun, href: '#/today' },
    { id: 'course', label: 'Course', icon: BookOpen, href: '#/course', count: 2 },
  ],
  active: 'today',
  place: '#/today',
  sync: { title: 'On this device', detail: 'Nothing leaves this computer', icon: HardDrive },
  children,
};

test('the active section is named, and a count says what it counts', () => {
  render(AppFrame, props);
  expect(screen.getByRole('link', { name: 'Today' }).getAttribute('aria-current')).toBe('page');
  expect(screen.getByRole('link', { name: 'Course, 2 waiting for you' }).getAttribute('aria-current')).toBeNull();
  const statuses = screen.getAllByRole('status').map((status) => status.textContent);
  expect(statuses.join()).toContain('Nothing leaves this computer');
});

test('there is no search without a search', async () => {
  const { rerender } = render(AppFrame, props);
  expect(screen.queryByRole('button', { name: /Search/ })).toBeNull();
  const onsearch = vi.fn();
  await rerender({ onsearch });
  const stop = keys.start();
  await userEvent.click(screen.getByRole('button', { name: /Search/ }));
  await userEvent.keyboard('{Control>}k{/Control}');
  expect(onsearch).toHaveBeenCalledTimes(2);
  stop();
});

test('a change of screen gives the title the focus; the first screen takes nothing', async () => {
  const { rerender } = render(AppFrame, props);
  await tick();
  expect(document.activeElement).toBe(document.body);
  await rerender({ place: '#/course' });
  expect(document.activeElement?.tagName).toBe('H1');
});
