import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { useHost } from '../../api/client';
import { CallError } from '../../api/error';
import type { Host, NotificationAnswer } from '../../api/port';
import Notifications from './Notifications.svelte';

/** A desktop that gives these answers; it remembers what was kept. */
async function open(check: NotificationAnswer, ...shown: NotificationAnswer[]) {
  const kept = { on: false, fails: false };
  const host = {
    kind: 'desktop',
    call: (name: string, input: { on: boolean }) => {
      if (name === 'notice_set' && kept.fails) return Promise.reject(new CallError('cannot_write', 'Full.'));
      if (name === 'notice_set') kept.on = input.on;
      return Promise.resolve({ on: kept.on });
    },
    onChanged: () => () => undefined,
    checkNotifications: vi.fn(() => Promise.resolve(check)),
    showNotification: vi.fn(() => Promise.resolve(shown.shift() ?? 'taken')),
  };
  useHost(host as unknown as Host);
  render(Notifications);
  await screen.findByRole('switch', { name: 'Say when something is due' });
  return { kept, host };
}

const control = () => screen.getByRole('switch', { name: 'Say when something is due' });
const said = () => screen.getByRole('status').textContent;

test('it is off, is switched by a key, and goes back when that cannot be kept', async () => {
  const { kept } = await open('taken');
  expect(control()).toHaveProperty('checked', false);
  control().focus();
  await userEvent.keyboard(' ');
  await waitFor(() => expect(kept.on).toBe(true));
  expect(control()).toHaveProperty('checked', true);
  kept.fails = true;
  await userEvent.keyboard(' ');
  await screen.findByRole('alert');
  await waitFor(() => expect(control()).toHaveProperty('checked', true));
});

test('a computer that takes notifications says nothing until one was shown', async () => {
  const { host } = await open('taken', 'taken', 'refused', 'silent');
  await waitFor(() => expect(host.checkNotifications).toHaveBeenCalledOnce());
  expect(said()).toBe('');
  const button = screen.getByRole('button', { name: 'Show one now' });
  await userEvent.click(button);
  expect(said()).toContain('This computer took it.');
  await userEvent.click(button);
  expect(said()).toContain('does not let Colloquy');
  await userEvent.click(button);
  expect(said()).toContain('did not answer');
});

test('a computer without notifications says so unasked, and can still be switched', async () => {
  const { kept } = await open('absent');
  await waitFor(() => expect(said()).toContain('Nothing on this computer shows notifications.'));
  await userEvent.click(control());
  await waitFor(() => expect(kept.on).toBe(true));
});

test('in a browser they belong to the app on the desktop', () => {
  useHost({ kind: 'browser', onChanged: () => () => undefined } as unknown as Host);
  render(Notifications);
  expect(screen.getByText(/^Notifications belong to the app on the desktop\./)).toBeTruthy();
  expect(screen.queryByRole('switch')).toBeNull();
});
