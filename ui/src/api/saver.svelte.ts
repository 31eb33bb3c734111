/**
 * When something that is written here is kept: half a second after a pause and at most a second
 * after a change; one save at a time, the last state always. What fails is tried again, slower
 * each time; what is written stays where it is.
 */
import { CallError } from './error';

export const PAUSE_MS = 500;
export const LONGEST_WAIT_MS = 1000;
const RETRY_MS = [2000, 4000, 8000];

/** How long to wait after so many failures. */
export const retryAfter = (failures: number): number => RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? PAUSE_MS;

/** `Final`: trying the same again would not help. */
export type SaverStatus<Final extends string> = 'saved' | 'unsaved' | 'failed' | Final;

export interface Saves<Final extends string> {
  /** Something here is not kept. */
  pending: () => boolean;
  /** Keeps all that is pending when it is called. */
  send: () => Promise<void>;
  /** As what a failure stands that would only come again; null: it is tried again. */
  final: (error: CallError) => Final | null;
  /** Nothing is pending any more. */
  settled?: () => void;
}

export class Saver<Final extends string = never> {
  status = $state<SaverStatus<Final>>('saved');
  /** Why the last try failed. */
  error = $state.raw<CallError | null>(null);
  readonly #of: Saves<Final>;
  /** Why nothing is sent until something is written again. */
  #barred: 'held' | 'refused' | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since: number | null = null;
  #saving: Promise<void> | null = null;
  #failures = 0;

  constructor(of: Saves<Final>) {
    this.#of = of;
  }

  /** Something was written. A trouble stays said until a save shows that it is over. */
  touch(): void {
    if (!this.#of.pending()) {
      this.stop();
      // A save that is under way says how it ended.
      if (!this.#saving) this.reset();
      return;
    }
    if (this.#barred === 'held' || this.status === 'saved') this.status = 'unsaved';
    this.#barred = null;
    this.#plan(this.#waitForPause());
  }

  /** Nothing is sent before the next `touch` or `reset`: it would be refused, or is not to be sent. */
  hold(status: Final): void {
    this.stop();
    this.#barred = 'held';
    this.status = status;
  }

  /** What is here stands as if nothing had been tried. */
  reset(): void {
    this.stop();
    this.#barred = null;
    this.#failures = 0;
    this.error = null;
    if (this.#of.pending()) this.status = 'unsaved';
    else this.#settle();
  }

  /** Saves now what is not kept yet. Resolves when there is nothing more to try. */
  async flush(): Promise<void> {
    this.stop();
    while (this.#saving) await this.#saving;
    while (this.#of.pending() && this.#barred === null) {
      await this.#save();
      // Another try is planned.
      if (this.#failures > 0) return;
    }
  }

  /** No more tries; resolves when none is under way. */
  async rest(): Promise<void> {
    this.stop();
    await this.#saving;
    this.stop();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#since = null;
  }

  get saving(): boolean {
    return this.#saving !== null;
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

  #save(): Promise<void> {
    // Two that waited for the same save end here together.
    this.#saving ??= this.#of
      .send()
      .then(
        () => this.#kept(),
        (thrown: unknown) => this.#failed(CallError.from(thrown)),
      )
      .finally(() => (this.#saving = null));
    return this.#saving;
  }

  #kept(): void {
    this.#failures = 0;
    this.error = null;
    if (!this.#of.pending()) {
      this.#barred = null;
      this.#settle();
    } else if (this.#barred === null) {
      this.status = 'unsaved';
      if (!this.#timer) this.#plan(this.#waitForPause());
    }
  }

  #failed(error: CallError): void {
    this.error = error;
    if (this.#barred !== null) return;
    const final = this.#of.final(error);
    if (final !== null) {
      // What was written meanwhile may be taken.
      if (!this.#timer) this.#barred = 'refused';
      this.status = final;
      return;
    }
    this.status = 'failed';
    this.#failures++;
    // Typing has planned a try of its own already.
    if (!this.#timer) this.#plan(retryAfter(this.#failures));
  }

  #settle(): void {
    this.status = 'saved';
    this.#of.settled?.();
  }
}
