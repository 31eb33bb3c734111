/** Words of a card that are not saved yet, kept on this device until they are or are discarded. */
import { isRecord } from '../../../api/error';

export interface Draft {
  /** Of the card to be made: the same at every try. */
  id: string;
  front: string;
  back: string;
}

const KEY = 'colloquy.card-drafts';
export const NEW = 'new';

function all(): Record<string, Draft> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return isRecord(kept) ? (kept as Record<string, Draft>) : {};
  } catch {
    return {};
  }
}

export function keptDraft(key: string): Draft | null {
  return all()[key] ?? null;
}

export function keepDraft(key: string, draft: Draft | null): void {
  const others = Object.entries(all()).filter(([name]) => name !== key);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(draft ? [...others, [key, draft]] : others)));
  } catch {
    // Without a place to keep it, it lives as long as its dialog.
  }
}
