/** What is to be kept before the window goes: everyone who holds something is asked, and awaited. */
export class Closing {
  readonly #listeners = new Set<() => Promise<void>>();

  listen = (listener: () => Promise<void>): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ends when all have ended; one that fails keeps no other from ending. */
  async ask(): Promise<void> {
    await Promise.allSettled([...this.#listeners].map((listener) => listener()));
  }
}
