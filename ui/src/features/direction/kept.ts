/**
 * Kept on this device beside the core: words that are not saved yet, and what an exercise said when
 * the reader last wrote in its place. Without a place to keep them, they live as long as the window.
 */
import { isRecord } from '../../api/error';

export interface Unsaved {
  text: string;
  /** What the core had when they were typed; null while the exercise spoke. */
  over: string | null;
  /** The window they were typed in, and when. */
  window?: string;
  at?: number;
}

interface Kept {
  unsaved: Record<string, Unsaved>;
  wroteOver: Record<string, string>;
}

const KEY = 'colloquy.direction';
/** Whoever has typed nothing for so long may be gone: another window takes the words over. */
export const GONE_MS = 60_000;

function all(): Kept {
  const part = (of: Record<string, unknown>, name: string) => (isRecord(of[name]) ? of[name] : {});
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const record = isRecord(kept) ? kept : {};
    return { unsaved: part(record, 'unsaved') as Kept['unsaved'], wroteOver: part(record, 'wroteOver') as Kept['wroteOver'] };
  } catch {
    return { unsaved: {}, wroteOver: {} };
  }
}

function keep(kept: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Said above.
  }
}

function put<T>(record: Record<string, T>, key: string, value: T | null): Record<string, T> {
  const others = Object.entries(record).filter(([name]) => name !== key);
  return Object.fromEntries(value === null ? others : [...others, [key, value]]);
}

/** Words that were typed in this window, or in one that is gone; not those that another one is typing now. */
export function unsavedOf(section: string, now = Date.now()): Unsaved | null {
  const unsaved = all().unsaved[section];
  if (!unsaved) return null;
  return unsaved.window === thisWindow() || now - (unsaved.at ?? 0) > GONE_MS ? unsaved : null;
}

export function keepUnsaved(section: string, unsaved: Pick<Unsaved, 'text' | 'over'> | null): void {
  const kept = all();
  const entry = unsaved && { ...unsaved, window: thisWindow(), at: Date.now() };
  keep({ ...kept, unsaved: put(kept.unsaved, section, entry) });
}

/** The same after the window was loaded again. */
function thisWindow(): string {
  try {
    const known = sessionStorage.getItem(KEY) ?? crypto.randomUUID();
    sessionStorage.setItem(KEY, known);
    return known;
  } catch {
    return '';
  }
}

/** What the exercise said when the reader last wrote; null when this device does not know. */
export const wroteOver = (section: string): string | null => all().wroteOver[section] ?? null;

export function keepWroteOver(section: string, drawn: string | null): void {
  const kept = all();
  keep({ ...kept, wroteOver: put(kept.wroteOver, section, drawn) });
}
