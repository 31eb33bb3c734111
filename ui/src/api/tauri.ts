/** The desktop host: the only file that knows Tauri. */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getStore } from '@tauri-apps/plugin-store';
import type { Topic } from './bindings';
import { Changes } from './changes';
import { Closing } from './closing';
import { CallError } from './error';
import type { CommandName, Envelope, Host, Input, NotificationAnswer, Output } from './port';
import { parsePreferences, type Preferences } from './preferences';

const PREFERENCES_FILE = 'preferences.json';
const PREFERENCES_KEY = 'preferences';

async function shell<T>(command: string, args?: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (thrown) {
    throw CallError.from(thrown);
  }
}

/** The shell has opened the store; the page may ask for this one by its name and for no other. */
async function preferenceStore() {
  const store = await getStore(PREFERENCES_FILE);
  if (!store) throw new CallError('internal', 'The shell has opened no preferences.');
  return store;
}

/** Listening starts in the background; stopping before it has started works too. */
function subscribe(event: string, listener: (payload: unknown) => void): () => void {
  const stop = listen(event, ({ payload }) => listener(payload));
  return () => void stop.then((unlisten) => unlisten());
}

export function tauriHost(): Host {
  const changes = new Changes();
  const closing = new Closing();
  subscribe('closing', () => void closing.ask().then(() => shell('closed')));
  subscribe('changed', (topics) => changes.tell(topics as Topic[]));

  return {
    kind: 'desktop',
    async call<N extends CommandName>(name: N, input: Input<N>) {
      const { value, changed } = await shell<Envelope>('call', { name, input });
      changes.tell(changed);
      return value as Output<N>;
    },
    onChanged: changes.listen,
    pickCoursePackage: () => shell<string | null>('pick_path', { what: 'course' }),
    pickSpreadsheet: () => shell<string | null>('pick_path', { what: 'spreadsheet' }),
    pickNotes: () => shell<string | null>('pick_path', { what: 'notes' }),
    saveFile: (name, input) => shell<string | null>('save_file', { name, input }),
    onOpenFile(listener) {
      const stop = listen('open-file', ({ payload }) => listener(payload as string));
      // Those that the app was started with; from this question on the shell tells of others.
      const waiting = stop.then(() => shell<string[]>('take_opened_files'));
      void waiting.then((paths) => {
        for (const path of paths) listener(path);
      });
      return () => void stop.then((unlisten) => unlisten());
    },
    onClosing: closing.listen,
    openExternal: (url) => shell<undefined>('open_external', { url }),
    revealDataFolder: () => shell<undefined>('reveal_data_folder'),
    checkNotifications: () => shell<NotificationAnswer>('check_notifications'),
    showNotification: () => shell<NotificationAnswer>('show_notification'),
    onShowDue: (listener) => subscribe('show-due', listener),
    print: () => window.print(),
    preferences: {
      load: async () => parsePreferences(await (await preferenceStore()).get(PREFERENCES_KEY)),
      async save(preferences: Preferences) {
        const file = await preferenceStore();
        await file.set(PREFERENCES_KEY, preferences);
        await file.save();
      },
    },
  };
}
