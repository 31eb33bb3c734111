/** Notes as files: out as Markdown, in from Markdown. */
import { m } from '#messages';
import type { NoteImported } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { toasts } from '../../../shared/toasts.svelte';
import { notes } from '../open/notes';
import { announceFailure } from './failed.svelte';

/** One note, or all. */
export async function exportNotes(id: string | null): Promise<void> {
  try {
    await notes.flush();
    const place = await host().saveFile('note_export', { id });
    if (place !== null) toasts.show(m.notes_exported({ place }));
  } catch (thrown) {
    announceFailure(CallError.from(thrown));
  }
}

const SLOW_MS = 1000;

class Import {
  /** It takes longer than a second. */
  slow = $state(false);
  result = $state.raw<NoteImported | null>(null);
  #running = false;

  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    let timer: ReturnType<typeof setTimeout> | null = null;
    try {
      const path = await host().pickNotes();
      if (path === null) return;
      timer = setTimeout(() => (this.slow = true), SLOW_MS);
      this.result = await host().call('note_import', { path });
    } catch (thrown) {
      announceFailure(CallError.from(thrown));
    } finally {
      if (timer) clearTimeout(timer);
      this.slow = this.#running = false;
    }
  }
}

export const importing = new Import();
