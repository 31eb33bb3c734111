/**
 * What was done to highlights and is not kept yet, in order. It outlives its screen and is tried
 * again until it is kept, so a failure loses nothing while the window is open.
 */
import type { HighlightAdd, HighlightView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { retryAfter } from '../../../api/saver.svelte';

export type Deed =
  | { kind: 'add'; id: string; add: HighlightAdd; at: string }
  | { kind: 'remove'; id: string }
  | { kind: 'restore'; id: string; view: HighlightView };

/** How a deed ended; a refused one would be refused again. */
export interface Ended {
  deed: Deed;
  view: HighlightView | null;
  refused: CallError | null;
}

const FINAL = new Set(['invalid_input', 'not_found', 'too_large', 'unsupported', 'unauthorised', 'forbidden']);

export class HighlightQueue {
  waiting = $state.raw<Deed[]>([]);
  /** The last try failed; there will be another. */
  failing = $state(false);
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing is drawn from it
  readonly #listeners = new Set<(ended: Ended) => void>();
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;

  add(deed: Deed): void {
    this.waiting = [...this.waiting, deed];
    if (!this.#timer) void this.flush();
  }

  /** Told of everything that ended until the returned function is called. */
  on(listener: (ended: Ended) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends when there is nothing more to try. */
  flush = (): Promise<void> => {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    return (this.#running ??= this.#run().finally(() => (this.#running = null)));
  };

  get stuck(): boolean {
    return this.failing && this.waiting.length > 0;
  }

  async #run(): Promise<void> {
    for (;;) {
      const deed = this.waiting[0];
      if (!deed) return;
      try {
        const view = await send(deed);
        this.#end({ deed, view, refused: null });
      } catch (thrown) {
        const error = CallError.from(thrown);
        if (FINAL.has(error.code)) this.#end({ deed, view: null, refused: error });
        else {
          this.#later();
          return;
        }
      }
    }
  }

  #end(ended: Ended): void {
    this.#failures = 0;
    this.failing = false;
    for (const listener of this.#listeners) listener(ended);
    this.waiting = this.waiting.filter((deed) => deed !== ended.deed);
  }

  #later(): void {
    this.failing = true;
    this.#failures++;
    this.#timer = setTimeout(() => void this.flush(), retryAfter(this.#failures));
  }
}

async function send(deed: Deed): Promise<HighlightView | null> {
  switch (deed.kind) {
    case 'add':
      return host().call('highlight_add', deed.add);
    case 'restore':
      return host().call('highlight_restore', { id: deed.id });
    case 'remove':
      await host().call('highlight_remove', { id: deed.id });
      return null;
  }
}

export const queue = new HighlightQueue();
