/**
 * Keeps reading progress: at most one message a second, the last state always sent. What could
 * not be sent waits for the next try, so a failure loses nothing while the window is open.
 */
import type { LessonStanding, Position } from '../../../api/bindings';

export interface Report {
  position: Position | null;
  seen: string[];
  active: boolean;
}

export interface SenderOptions {
  send: (report: Report) => Promise<LessonStanding>;
  /** After each success. */
  onstanding?: (standing: LessonStanding) => void;
  /** True from the first failure until the next success. */
  ontrouble?: (trouble: boolean) => void;
  now?: () => number;
}

export const EVERY_MS = 1000;
/** A pointer that moves over one long paragraph is reading too, but needs no hurry. */
const ACTIVE_MS = 20_000;
const RETRY_MS = 4000;

export class Sender {
  readonly #options: SenderOptions;
  readonly #now: () => number;
  #position: Position | null = null;
  #kept: Position | null = null;
  #seen = new Set<string>();
  #active = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #due = Infinity;
  #last = -Infinity;
  #sending: Promise<void> | null = null;
  #closed = false;

  /** `kept` is the position that the core already has. */
  constructor(options: SenderOptions, kept: Position | null = null) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#kept = kept;
  }

  move(position: Position): void {
    this.#position = isSame(position, this.#kept) ? null : position;
    if (this.#position) this.#plan(EVERY_MS);
  }

  saw(ids: readonly string[]): void {
    for (const id of ids) this.#seen.add(id);
    if (ids.length > 0) this.#plan(EVERY_MS);
  }

  /** The reader did something. */
  input(): void {
    if (this.#active) return;
    this.#active = true;
    this.#plan(ACTIVE_MS);
  }

  /** Sends what is waiting now. With `always`, also when nothing is: for the standing that comes back. */
  async flush(always = false): Promise<void> {
    this.#stop();
    while (this.#sending) await this.#sending;
    if (always || this.#position || this.#seen.size > 0 || this.#active) await this.#send();
  }

  /** The last flush; later calls send nothing by themselves. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  #plan(wait: number): void {
    const due = Math.max(this.#last + wait, this.#now());
    if (this.#closed || due >= this.#due) return;
    this.#stop();
    this.#due = due;
    this.#timer = setTimeout(() => void this.flush(), due - this.#now());
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#due = Infinity;
  }

  #send(): Promise<void> {
    const report: Report = { position: this.#position, seen: [...this.#seen], active: this.#active };
    this.#position = null;
    this.#seen = new Set();
    this.#active = false;
    this.#last = this.#now();
    if (report.position) this.#kept = report.position;
    this.#sending = this.#options
      .send(report)
      .then(
        (standing) => {
          this.#options.ontrouble?.(false);
          this.#options.onstanding?.(standing);
        },
        () => this.#takeBack(report),
      )
      .finally(() => (this.#sending = null));
    return this.#sending;
  }

  #takeBack(report: Report): void {
    if (report.position) this.#kept = null;
    this.#position ??= report.position;
    for (const id of report.seen) this.#seen.add(id);
    this.#active ||= report.active;
    this.#options.ontrouble?.(true);
    this.#last = this.#now() + RETRY_MS - EVERY_MS;
    this.#plan(EVERY_MS);
  }
}

function isSame(a: Position, b: Position | null): boolean {
  return b !== null && a.block === b.block && Math.abs(a.fraction - b.fraction) < 0.001;
}
