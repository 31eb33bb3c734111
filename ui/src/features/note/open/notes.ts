/** The notes of this session. One with words that are not kept yet outlives its screen and goes on trying. */
import { host } from '../../../api/client';
import { isTrouble } from './keeper';
import { OpenNote } from './note.svelte';

class Notes {
  readonly #open = new Map<string, { note: OpenNote; uses: number; leaving: boolean }>();
  readonly #fresh = new Set<string>();

  /** Made just now, here. */
  made(id: string): void {
    this.#fresh.add(id);
  }

  isFresh(id: string): boolean {
    return this.#fresh.has(id);
  }

  /** Every `use` ends with a `leave`. */
  use(id: string): OpenNote {
    this.#sweep();
    const found = this.#open.get(id);
    const entry = found ?? { note: new OpenNote(id), uses: 0, leaving: false };
    entry.uses++;
    entry.note.fresh = this.#fresh.has(id);
    this.#open.set(id, entry);
    void entry.note.open();
    return entry.note;
  }

  /** Keeps what is not kept; an untouched new note goes again. */
  async leave(note: OpenNote): Promise<void> {
    const entry = this.#open.get(note.id);
    if (entry?.note !== note) return;
    entry.uses--;
    entry.leaving = true;
    await note.flush();
    entry.leaving = false;
    if (entry.uses > 0 || note.pending) return;
    this.#open.delete(note.id);
    const untouched = note.fresh && note.empty && !note.trashed;
    this.#fresh.delete(note.id);
    note.end();
    if (untouched) await discard(note.id).catch(() => undefined);
  }

  flush = async (): Promise<void> => {
    await Promise.all([...this.#open.values()].map(({ note }) => note.flush()));
  };

  /** A window that comes back asks: in a browser nobody tells it. */
  sync(): void {
    for (const { note } of this.#open.values()) if (note.doc) void note.sync();
  }

  /** Some words could not be kept and are only on screen. */
  get stuck(): boolean {
    return [...this.#open.values()].some(({ note }) => note.pending && isTrouble(note.keeper.status));
  }

  #sweep(): void {
    for (const [id, { note, uses, leaving }] of this.#open) {
      if (uses > 0 || leaving || note.pending) continue;
      note.end();
      this.#open.delete(id);
    }
  }
}

async function discard(id: string): Promise<void> {
  await host().call('note_remove', { id });
  await host().call('note_erase', { id });
}

export const notes = new Notes();
