/** One text that the reader writes. Whatever fails, the text stays here and is tried again. */
import type { Written } from '../../../api/bindings';
import { Saver, type SaverStatus } from '../../../api/saver.svelte';

/** As in the core: 1 MiB of UTF-8. */
export const LONGEST_BYTES = 1 << 20;

/** `refused`: trying again would not help; the text stays on screen. */
export type DraftStatus = 'empty' | SaverStatus<'refused' | 'too_long'>;

export class Draft {
  text = $state('');
  savedAt = $state<string | null>(null);
  readonly #saver: Saver<'refused' | 'too_long'>;
  #kept = $state('');

  constructor(save: (text: string) => Promise<Written>, written?: Written) {
    this.#saver = new Saver({
      pending: () => this.pending,
      send: async () => {
        const { text } = this;
        this.savedAt = (await save(text)).at;
        this.#kept = text;
      },
      final: ({ code }) => (code === 'not_found' || code === 'invalid_input' ? 'refused' : null),
    });
    if (written) {
      this.text = this.#kept = written.text;
      this.savedAt = written.at;
    }
  }

  // Getters: a $derived would end with the screen that made it, and a draft may outlive its screen.

  get status(): DraftStatus {
    const { status } = this.#saver;
    return status === 'saved' && this.text.trim() === '' ? 'empty' : status;
  }

  /** There is text here that is not kept on the device. */
  get pending(): boolean {
    return this.text !== this.#kept;
  }

  get bytes(): number {
    return utf8Length(this.text);
  }

  type(text: string): void {
    this.text = text;
    if (this.pending && this.bytes > LONGEST_BYTES) this.#saver.hold('too_long');
    else this.#saver.touch();
  }

  /** Saves now what is not kept yet. Resolves when there is nothing more to try. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }
}

function utf8Length(text: string): number {
  // One UTF-16 unit is at most three bytes: most texts need no counting.
  return text.length * 3 <= LONGEST_BYTES ? text.length : new TextEncoder().encode(text).length;
}
