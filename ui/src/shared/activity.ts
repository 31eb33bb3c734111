/** Signs of life in the window, and clocks that leave idle time out. */

export const IDLE_MS = 5 * 60_000;
const EVENTS = ['wheel', 'keydown', 'pointerdown', 'pointermove', 'touchmove'] as const;
/** A moving pointer says the same thing many times a second. */
const EVERY_MS = 500;

export class Activity {
  readonly #listeners = new Set<(now: number) => void>();
  #last = -Infinity;

  constructor(readonly now: () => number = () => performance.now()) {}

  /** Follows the window until the returned function is called. */
  start(target: EventTarget = window): () => void {
    const listen = () => this.note();
    for (const event of EVENTS) target.addEventListener(event, listen, { passive: true, capture: true });
    return () => {
      for (const event of EVENTS) target.removeEventListener(event, listen, { capture: true });
    };
  }

  /** The reader did something. */
  note(): void {
    const now = this.now();
    if (now - this.#last < EVERY_MS) return;
    this.#last = now;
    for (const listener of this.#listeners) listener(now);
  }

  on(listener: (now: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Time from seeing a question to answering it, without the stretches in which nothing happened. */
export class ActiveClock {
  #elapsed = 0;
  #last: number | null = null;

  get running(): boolean {
    return this.#last !== null;
  }

  start(now: number): void {
    this.#elapsed = 0;
    this.#last = now;
  }

  touch(now: number): void {
    if (this.#last === null) return;
    const gap = now - this.#last;
    if (gap >= 0 && gap <= IDLE_MS) this.#elapsed += gap;
    this.#last = now;
  }

  /** Whole seconds so far. */
  get seconds(): number {
    return Math.round(this.#elapsed / 1000);
  }

  stop(): void {
    this.#last = null;
  }
}
