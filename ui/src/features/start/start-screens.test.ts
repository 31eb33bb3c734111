import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { BackupView } from '../../api/bindings';
import { CallError } from '../../api/error';
import { keys } from '../../shell/keyboard';
import BackupRows from './BackupRows.svelte';
import FirstRun from './FirstRun.svelte';

const backup = (name: string, more: Partial<BackupView> = {}): BackupView => ({
  name,
  made_at: '2026-10-14T08:12:00Z',
  bytes: 1_840_000,
  good: true,
  automatic: true,
  ...more,
});
const rows = { action: 'Restore', text: 'What is here now is backed up first.', busy: false };

test('a backup is put in place only after a second look', async () => {
  const onuse = vi.fn();
  const chosen = backup('a.db');
  render(BackupRows, { ...rows, backups: [chosen, backup('b.db', { good: false, automatic: false })], onuse });
  expect(screen.getByText('1.8 MB, automatic')).toBeTruthy();
  expect(screen.getByText('Damaged')).toBeTruthy();
  const restore = screen.getByRole('button', { name: /^Restore/ });

  await userEvent.click(restore);
  expect(document.activeElement?.textContent).toContain('Not yet');
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('group')).toBeNull();
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Restore'));

  await userEvent.keyboard('{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Put it in place' }));
  expect(onuse).toHaveBeenCalledExactlyOnceWith(chosen);
});

test('the first run: the first way has the focus, and 1 and 2 choose', async () => {
  const [onstart, onopen] = [vi.fn(), vi.fn()];
  const stop = keys.start();
  render(FirstRun, {
    course: { id: 'pmo', title: 'Thriving', modules: 1, lessons: 4, minutes: 38 },
    failure: new CallError('bad_package', 'x'),
    reason: 'The archive does not end as one.',
    onstart,
    onopen,
  });
  const first = screen.getByRole('button', { name: /Start the built-in course/ });
  expect(first.textContent).toContain('Thriving. One module, four lessons, 38 minutes, offline from the first page.');
  expect(document.activeElement).toBe(first);
  expect(screen.getByRole('alert').textContent).toContain('Nothing was changed. The archive does not end as one.');
  await userEvent.keyboard('{Enter}1');
  await userEvent.keyboard('2');
  expect([onstart.mock.calls.length, onopen.mock.calls.length]).toEqual([2, 1]);
  stop();
});
