/** Chooses the host once, at the start. Loaded lazily: a browser gets no Tauri code. */
import { failures } from './failures';
import type { Host } from './port';

let current: Host | null = null;

export async function connect(): Promise<Host> {
  const connected =
    '__TAURI_INTERNALS__' in window
      ? (await import('./tauri')).tauriHost()
      : (await import('./http')).httpHost();
  current = failures.watch(connected);
  return current;
}

/** The host; available once `connect` has run. */
export function host(): Host {
  if (!current) throw new Error('connect() has not run.');
  return current;
}

/** For tests: any object that is enough of a host. */
export function useHost(fake: Host): void {
  current = fake;
}
