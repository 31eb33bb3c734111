/**
 * One text that the reader writes. Kept 500 ms after a pause and at most a second after a change;
 * one save at a time, the last text always. Whatever fails, the text stays here and is tried again.
 */
import type { Written } from '../../../api/bindings';
import { CallError } from '../../../api/error';

export const PAUSE_MS = 500;
export const LONGEST_WAIT_MS = 1000;
/** As in the core: 1 MiB of UTF-8. */
export const LONGEST_BYTES = 1 << 20;
const RETRY_MS = [2000, 4000, 8000];

/** `refused`: trying again would not help; the text stays on screen. */
export type DraftStatus = 'empty' | 'unsaved' | 'saved' | 'failed' | 'refused' | 'too_long';

export class Draft {
  text = $state('');
  status = $state<DraftStatus>('empty');
  savedAt = $state<string | null>(null);
  error = $state.raw<CallError | null>(null);
  readonly #save: (text: string) => Promise<Written>;
  #kept = $state('');
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since: number | null = null;
  #saving: Promise<void> | null = null;
  #failures = 0;

  constructor(save: (text: string) => Promise<Written>, written?: Written) {
    this.#save = save;
    if (written) {
      this.text = this.#kept = written.text;
      this.savedAt = written.at;
      this.status = 'saved';
    }
  }

  // Getters: a $derived would end with the screen that made it, and a draft may outlive its screen.

  /** There is text here that is not kept on the device. */
  get pending(): boolean {
    return this.text !== this.#kept;
  }

  get bytes(): number {
    return utf8Length(this.text);
  }

  type(text: string): void {
    this.text = text;
    if (!this.pending) {
      this.#stop();
      if (!this.#saving) this.#settle();
    } else if (this.bytes > LONGEST_BYTES) {
      this.#stop();
      this.status = 'too_long';
    } else {
      if (this.status !== 'failed') this.status = 'unsaved';
      this.#plan(this.#waitForPause());
    }
  }

  /** Saves now what is not kept yet. Resolves when there is nothing more to try. */
  async flush(): Promise<void> {
    this.#stop();
    if (this.#saving) await this.#saving;
    if (this.pending && this.status !== 'too_long' && this.status !== 'refused') await this.#keep();
  }

  #waitForPause(): number {
    const now = performance.now();
    this.#since ??= now;
    return Math.min(PAUSE_MS, Math.max(0, this.#since + LONGEST_WAIT_MS - now));
  }

  #plan(wait: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#since = null;
  }

  #keep(): Promise<void> {
    const text = this.text;
    this.#saving = this.#save(text)
      .then(
        (written) => {
          this.#kept = text;
          this.savedAt = written.at;
          this.#failures = 0;
          this.error = null;
          if (!this.pending) this.#settle();
          else if (this.status === 'failed') this.status = 'unsaved';
        },
        (thrown: unknown) => this.#failed(CallError.from(thrown)),
      )
      .finally(() => (this.#saving = null));
    return this.#saving;
  }

  #failed(error: CallError): void {
    this.error = error;
    if (error.code === 'not_found' || error.code === 'invalid_input') {
      this.status = 'refused';
      return;
    }
    this.status = 'failed';
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? PAUSE_MS;
    // Typing has planned a try of its own already.
    if (!this.#timer) this.#plan(wait);
  }

  #settle(): void {
    this.status = this.text.trim() === '' ? 'empty' : 'saved';
  }
}

function utf8Length(text: string): number {
  // One UTF-16 unit is at most three bytes: most texts need no counting.
  return text.length * 3 <= LONGEST_BYTES ? text.length : new TextEncoder().encode(text).length;
}
