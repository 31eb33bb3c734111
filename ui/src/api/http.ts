/** The browser host: `colloquy serve` on loopback, with a token in the address of the first visit. */
import type { FileMade } from './bindings';
import { Changes } from './changes';
import { Closing } from './closing';
import { CallError, isRecord } from './error';
import type { CommandName, Envelope, Host, Input, Output } from './port';
import { parsePreferences, type Preferences } from './preferences';

const TOKEN_KEY = 'colloquy.token';
const PREFERENCES_KEY = 'colloquy.preferences';

/** Takes the token out of the address, so that it is in no history, bookmark or screenshot. */
export function takeToken(location: Location = window.location): string {
  const address = new URL(location.href);
  const token = address.searchParams.get('token');
  if (token === null) return sessionStorage.getItem(TOKEN_KEY) ?? '';
  sessionStorage.setItem(TOKEN_KEY, token);
  address.searchParams.delete('token');
  history.replaceState(history.state, '', address);
  return token;
}

/** A page that is left takes its requests with it, except small ones that are marked to be kept. */
const KEEPALIVE_LIMIT = 20_000;
let leaving = false;

async function post(path: string, token: string, body: BodyInit, type: string): Promise<Envelope> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': type, 'x-colloquy-token': token },
      body,
      keepalive: leaving && typeof body === 'string' && body.length < KEEPALIVE_LIMIT,
    });
  } catch (thrown) {
    throw new CallError('unreachable', thrown instanceof Error ? thrown.message : String(thrown));
  }
  const reply: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    throw isRecord(reply) ? CallError.from(reply) : new CallError('internal', `HTTP ${response.status}`);
  }
  if (!isRecord(reply) || !Array.isArray(reply.changed)) throw new CallError('internal', 'The reply has no envelope.');
  return { value: reply.value, changed: reply.changed as Envelope['changed'] };
}

/** A file chosen through a file input; null when the dialog was closed without one. */
function chooseFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

/** Hands a file to the browser's own downloads. */
function download({ name, media_type: type, base64 }: FileMade): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it once this task is over.
  setTimeout(() => URL.revokeObjectURL(address));
}

/** A page on loopback asks for no permission of its own: the app on the desktop says what is due. */
const noNotifications = () =>
  Promise.reject(new CallError('unsupported', 'Notifications belong to the app on the desktop.'));

export function httpHost(token: string = takeToken()): Host {
  const changes = new Changes();
  const closing = new Closing();
  const leave = (event: Event) => {
    leaving = event.type === 'pagehide' || document.visibilityState === 'hidden';
    if (event.type === 'pagehide') void closing.ask();
  };
  document.addEventListener('visibilitychange', leave, { capture: true });
  window.addEventListener('pagehide', leave);

  // Other tabs on the same server hear what this one changed.
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('colloquy.changed') : null;
  tabs?.addEventListener('message', ({ data }) => changes.tell(data as Envelope['changed']));

  async function call<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> {
    const reply = await post(`/call/${name}`, token, JSON.stringify(input), 'application/json');
    if (reply.changed.length > 0) tabs?.postMessage(reply.changed);
    changes.tell(reply.changed);
    return reply.value as Output<N>;
  }

  /** Sends a chosen file; the path under which a command finds it. */
  async function upload(accept: string): Promise<string | null> {
    const file = await chooseFile(accept);
    if (!file) return null;
    const path = `/upload?name=${encodeURIComponent(file.name)}`;
    const { value } = await post(path, token, file, 'application/octet-stream');
    if (typeof value !== 'string') throw new CallError('internal', 'The upload gave no path.');
    return value;
  }

  return {
    kind: 'browser',
    call,
    onChanged: changes.listen,
    pickCoursePackage: () => upload('.colloquy'),
    pickSpreadsheet: () => upload('.xlsx,.xls,.ods,.csv,.tsv,.txt'),
    pickNotes: () => upload('.zip,.md,.markdown'),
    async saveFile(name, input) {
      const file: FileMade = await call(name, input);
      download(file);
      return file.name;
    },
    onOpenFile: () => () => undefined,
    onClosing: closing.listen,
    openExternal(url) {
      window.open(url, '_blank', 'noopener,noreferrer');
      return Promise.resolve();
    },
    revealDataFolder: () => Promise.reject(new CallError('unsupported', 'A browser cannot open a folder.')),
    checkNotifications: noNotifications,
    showNotification: noNotifications,
    onShowDue: () => () => undefined,
    print: () => window.print(),
    preferences: {
      load: () => Promise.resolve(parsePreferences(stored())),
      save(preferences: Preferences) {
        localStorage.setItem(PREFERENCES_KEY, JSON.stringify(preferences));
        return Promise.resolve();
      },
    },
  };
}

function stored(): unknown {
  try {
    return JSON.parse(localStorage.getItem(PREFERENCES_KEY) ?? 'null');
  } catch {
    return null;
  }
}
