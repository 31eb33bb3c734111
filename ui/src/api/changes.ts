import type { Topic } from './bindings';

/** Who wants to hear that topics changed. */
export class Changes {
  readonly #listeners = new Set<(topics: Topic[]) => void>();

  listen = (listener: (topics: Topic[]) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(topics: Topic[]): void {
    if (topics.length === 0) return;
    for (const listener of [...this.#listeners]) listener(topics);
  }
}
