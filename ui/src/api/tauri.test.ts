import { beforeEach, expect, test, vi } from 'vitest';
import { defaultPreferences } from './preferences';

const shell = vi.hoisted(() => ({
  invoke: vi.fn(),
  listeners: new Map<string, (event: { payload: unknown }) => void>(),
  getStore: vi.fn(),
}));
vi.mock('@tauri-apps/api/core', () => ({ invoke: shell.invoke }));
vi.mock('@tauri-apps/api/event', () => ({
  listen: (event: string, listener: (event: { payload: unknown }) => void) => {
    shell.listeners.set(event, listener);
    return Promise.resolve(() => shell.listeners.delete(event));
  },
}));
vi.mock('@tauri-apps/plugin-store', () => ({ getStore: shell.getStore }));

const { tauriHost } = await import('./tauri');
const tell = (event: string, payload: unknown) => shell.listeners.get(event)?.({ payload });

beforeEach(() => {
  shell.listeners.clear();
  shell.invoke.mockReset();
  shell.invoke.mockResolvedValue(undefined);
});

test('the window may go only when everyone has kept what they hold', async () => {
  const host = tauriHost();
  let kept: () => void = () => undefined;
  host.onClosing(() => new Promise((done) => (kept = done)));
  tell('closing', null);
  await Promise.resolve();
  expect(shell.invoke).not.toHaveBeenCalledWith('closed', undefined);
  kept();
  await vi.waitFor(() => expect(shell.invoke).toHaveBeenCalledWith('closed', undefined));
});

test('files that the app was started with come like later ones', async () => {
  shell.invoke.mockImplementation((command: string) =>
    Promise.resolve(command === 'take_opened_files' ? ['/a.colloquy'] : undefined),
  );
  const listener = vi.fn();
  tauriHost().onOpenFile(listener);
  await vi.waitFor(() => expect(listener).toHaveBeenCalledWith('/a.colloquy'));
  tell('open-file', '/b.colloquy');
  expect(listener).toHaveBeenLastCalledWith('/b.colloquy');
});

test('a click on a notification asks for the dates', async () => {
  const host = tauriHost();
  const listener = vi.fn();
  const stop = host.onShowDue(listener);
  tell('show-due', null);
  expect(listener).toHaveBeenCalledOnce();
  stop();
  await vi.waitFor(() => expect(shell.listeners.has('show-due')).toBe(false));
  shell.invoke.mockResolvedValue('absent');
  expect(await host.checkNotifications()).toBe('absent');
  expect(await host.showNotification()).toBe('absent');
  expect(shell.invoke.mock.calls.map(([command]) => command as string)).toEqual(['check_notifications', 'show_notification']);
});

test('preferences come from the one store that the shell has opened', async () => {
  const store = { get: () => Promise.resolve({ theme: 'dark' }), set: vi.fn(), save: vi.fn() };
  shell.getStore.mockResolvedValue(store);
  const host = tauriHost();
  expect(await host.preferences.load()).toEqual({ ...defaultPreferences, theme: 'dark' });
  await host.preferences.save({ ...defaultPreferences, textScale: 2 });
  expect(shell.getStore).toHaveBeenCalledWith('preferences.json');
  expect(store.set).toHaveBeenCalledWith('preferences', { ...defaultPreferences, textScale: 2 });
  expect(store.save).toHaveBeenCalledOnce();
  shell.getStore.mockResolvedValue(null);
  await expect(host.preferences.load()).rejects.toMatchObject({ code: 'internal' });
});
