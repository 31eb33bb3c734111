/** A block counts as read when its end stayed inside the window for a while. */
export const DWELL_MS = 700;

export class Dwell {
  readonly #since = new Map<string, number>();

  constructor(readonly wait: number = DWELL_MS) {}

  /** Tells which ends are inside now; returns those that have been there long enough, once each. */
  update(inside: readonly string[], now: number): string[] {
    const still = new Set(inside);
    for (const id of this.#since.keys()) if (!still.has(id)) this.#since.delete(id);
    for (const id of still) if (!this.#since.has(id)) this.#since.set(id, now);
    return [...this.#since].filter(([, since]) => now - since >= this.wait).map(([id]) => id);
  }

  /** Milliseconds until the next one could be ready; null when none is waiting. */
  next(now: number): number | null {
    const left = [...this.#since.values()].map((since) => since + this.wait - now).filter((ms) => ms > 0);
    return left.length > 0 ? Math.min(...left) : null;
  }

  /** The window is hidden: nothing in it is being read. */
  reset(): void {
    this.#since.clear();
  }
}
