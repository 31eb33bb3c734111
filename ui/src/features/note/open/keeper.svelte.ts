/**
 * When an open note is kept: 500 ms after a pause and at most a second after a change; one save at
 * a time. What fails is tried again, slower each time; the words stay where they are.
 */
import { CallError } from '../../../api/error';

export const PAUSE_MS = 500;
export const LONGEST_WAIT_MS = 1000;
const RETRY_MS = [2000, 4000, 8000];

/** `gone`: the note is no longer there. `refused`: trying the same again would not help. */
export type KeeperStatus = 'saved' | 'unsaved' | 'failed' | 'too_long' | 'refused' | 'gone';

const FINAL: Record<string, KeeperStatus> = { not_found: 'gone', invalid_input: 'refused', too_large: 'too_long' };

export const isTrouble = (status: KeeperStatus) => status !== 'saved' && status !== 'unsaved';

export class Keeper {
  status = $state<KeeperStatus>('saved');
  error = $state.raw<CallError | null>(null);
  readonly #pending: () => boolean;
  readonly #send: () => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since: number | null = null;
  #saving: Promise<void> | null = null;
  #failures = 0;

  /** `send` keeps all that is pending when it is called. */
  constructor(pending: () => boolean, send: () => Promise<void>) {
    this.#pending = pending;
    this.#send = send;
  }

  /** Something was written. */
  touch(): void {
    if (this.status === 'gone') return;
    if (this.status === 'saved') this.status = 'unsaved';
    this.#plan(this.#waitForPause());
  }

  /** Keeps now what is not kept yet. Resolves when there is nothing more to try. */
  async flush(): Promise<void> {
    this.#stop();
    if (this.#saving) await this.#saving;
    if (this.#pending() && (this.status === 'unsaved' || this.status === 'failed' || this.status === 'saved')) {
      await this.#keep();
    }
  }

  /** The note was made again, or is another one now. */
  reset(): void {
    this.#stop();
    this.#failures = 0;
    this.error = null;
    this.status = this.#pending() ? 'unsaved' : 'saved';
  }

  stop(): void {
    this.#stop();
  }

  #waitForPause(): number {
    const now = performance.now();
    this.#since ??= now;
    return Math.min(PAUSE_MS, Math.max(0, this.#since + LONGEST_WAIT_MS - now));
  }

  #plan(wait: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#due(), wait);
  }

  async #due(): Promise<void> {
    this.#stop();
    if (this.#saving) await this.#saving;
    if (this.#pending()) await this.#keep();
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#since = null;
  }

  #keep(): Promise<void> {
    // Two that waited for the same save end here together.
    this.#saving ??= this.#send()
      .then(
        () => {
          this.#failures = 0;
          this.error = null;
          this.status = this.#pending() ? 'unsaved' : 'saved';
          if (this.#pending() && !this.#timer) this.#plan(this.#waitForPause());
        },
        (thrown: unknown) => this.#failed(CallError.from(thrown)),
      )
      .finally(() => (this.#saving = null));
    return this.#saving;
  }

  #failed(error: CallError): void {
    this.error = error;
    // The core says that a note is too long with the size that it may have.
    const final = 'most' in error.context ? 'too_long' : FINAL[error.code];
    if (final) {
      this.status = final;
      return;
    }
    this.status = 'failed';
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? PAUSE_MS;
    // Typing has planned a try of its own already.
    if (!this.#timer) this.#plan(wait);
  }
}
