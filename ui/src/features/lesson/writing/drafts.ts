/** The drafts of this session. One that is not kept yet outlives its screen and goes on trying. */
import type { Written } from '../../../api/bindings';
import { host } from '../../../api/client';
import { Draft } from './draft.svelte';
import { isTrouble } from './status';

interface Address {
  course: string;
  lesson: string;
  block: string;
}

class Drafts {
  readonly #all = new Map<string, Draft>();

  /** The draft of a block: what is not kept yet comes before what was kept. */
  open(address: Address, written?: Written): Draft {
    const key = JSON.stringify([address.course, address.lesson, address.block]);
    const open = this.#all.get(key);
    if (open?.pending) return open;
    const draft = new Draft((text) => host().call('writing_save', { ...address, text }), written);
    this.#all.set(key, draft);
    return draft;
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#all.values()].map((draft) => draft.flush()));
  }

  /** Some text could not be kept and is only on screen. */
  get stuck(): boolean {
    return [...this.#all.values()].some((draft) => draft.pending && isTrouble(draft.status));
  }
}

export const drafts = new Drafts();
