/** Chooses the host once, at the start. Both are here from the start: they are small, and asking for one takes time. */
import { failures } from './failures';
import { httpHost } from './http';
import type { Host } from './port';
import { tauriHost } from './tauri';

let current: Host | null = null;

export function connect(): Host {
  const connected = '__TAURI_INTERNALS__' in window ? tauriHost() : httpHost();
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
