/** Into the trash and out again; for good only when the way back has passed. */
import { m } from '#messages';
import type { NoteCard } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { toasts } from '../../../shared/toasts.svelte';
import { announceFailure } from './failed.svelte';

/** What cannot be brought back leaves more time to think again. */
const ERASE_MS = 10_000;

export function nameOf(card: Pick<NoteCard, 'title' | 'excerpt'>): string {
  const title = card.title.trim() || (card.excerpt.split('\n')[0] ?? '').trim();
  if (title === '') return m.notes_untitled();
  return title.length > 60 ? `${title.slice(0, 59).trimEnd()}…` : title;
}

/** True when it is there. */
export async function moveToTrash(id: string): Promise<boolean> {
  try {
    await host().call('note_remove', { id });
  } catch (thrown) {
    announceFailure(CallError.from(thrown));
    return false;
  }
  toasts.show(m.notes_trashed_toast(), () => void restore(id, false));
  return true;
}

export async function restore(id: string, say = true): Promise<boolean> {
  try {
    await host().call('note_restore', { id });
  } catch (thrown) {
    announceFailure(CallError.from(thrown));
    return false;
  }
  if (say) toasts.show(m.notes_restored_toast(), () => void host().call('note_remove', { id }).catch(() => undefined));
  return true;
}

/** Notes that go for good when their toast has gone; until then the lists leave them out. */
class Erasing {
  ids = $state.raw<ReadonlySet<string>>(new Set());

  /** Nothing is sent before the reader's time to take it back is over. Closing the app keeps the note. */
  later(id: string): void {
    this.ids = new Set([...this.ids, id]);
    let undone = false;
    const undo = () => {
      undone = true;
      this.#forget(id);
    };
    const toast = toasts.show(m.notes_erased_toast(), undo, ERASE_MS);
    const stop = $effect.root(() => {
      $effect(() => {
        if (toasts.list.some((each) => each.id === toast)) return;
        queueMicrotask(() => {
          stop();
          if (!undone) void this.#erase(id);
        });
      });
    });
  }

  async #erase(id: string): Promise<void> {
    try {
      await host().call('note_erase', { id });
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (error.code !== 'not_found') announceFailure(error);
    }
    this.#forget(id);
  }

  #forget(id: string): void {
    this.ids = new Set([...this.ids].filter((each) => each !== id));
  }
}

export const erasing = new Erasing();
