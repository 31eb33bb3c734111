/** Time from a question to its rating. A stretch without a sign of life counts up to a minute of thinking. */

export const THINKING_MS = 60_000;

export class ThinkingClock {
  #elapsed = 0;
  #last: number | null = null;

  constructor(readonly now: () => number = () => performance.now()) {}

  start(): void {
    this.#elapsed = 0;
    this.#last = this.now();
  }

  /** A sign of life. */
  touch = (): void => {
    if (this.#last === null) return;
    const now = this.now();
    this.#elapsed += Math.min(Math.max(0, now - this.#last), THINKING_MS);
    this.#last = now;
  };

  /** The window went away: what follows is no thinking. */
  pause(): void {
    this.touch();
    this.#last = null;
  }

  resume(): void {
    this.#last ??= this.now();
  }

  /** Milliseconds so far. */
  read(): number {
    this.touch();
    return Math.round(this.#elapsed);
  }
}
