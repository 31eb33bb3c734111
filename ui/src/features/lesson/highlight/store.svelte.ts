/** The highlights of one lesson: what the core has, and on top of it what is only on its way. */
import type { HighlightPart, HighlightView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { queue, type Deed, type Ended } from './queue.svelte';
import { quoteOf } from './selection';

/** The list as it will be. */
export function withWaiting(list: readonly HighlightView[], deeds: readonly Deed[], lesson: string): HighlightView[] {
  let shown = [...list];
  for (const deed of deeds) {
    const others = shown.filter(({ id }) => id !== deed.id);
    if (deed.kind === 'remove') shown = others;
    else if (others.length < shown.length) continue;
    else if (deed.kind === 'restore') shown = deed.view.lesson === lesson ? [...others, deed.view] : others;
    else if (deed.add.lesson === lesson) shown = [...others, freshView(deed)];
  }
  return shown;
}

function freshView({ id, add, at }: Extract<Deed, { kind: 'add' }>): HighlightView {
  const { course, lesson, parts } = add;
  const place = { id, course, lesson, number: null, title: null, spots: parts };
  return { ...place, quote: quoteOf(parts), detached: false, changed: false, at, note: null };
}

const now = () => new Date().toISOString();

export class HighlightStore {
  #list = $state.raw<HighlightView[]>([]);
  #turn = 0;

  constructor(
    readonly course: string,
    readonly lesson: string,
    readonly onrefused: (ended: Ended) => void,
  ) {}

  readonly all = $derived.by(() => withWaiting(this.#list, queue.waiting, this.lesson));
  readonly placed = $derived(this.all.filter((view) => !view.detached && view.spots.length > 0));
  readonly detached = $derived(this.all.filter((view) => view.detached || view.spots.length === 0));

  get(id: string): HighlightView | undefined {
    return this.all.find((view) => view.id === id);
  }

  isWaiting(id: string): boolean {
    return queue.waiting.some((deed) => deed.id === id);
  }

  add(parts: HighlightPart[]): string {
    const id = crypto.randomUUID();
    const { course, lesson } = this;
    queue.add({ kind: 'add', id, add: { id, course, lesson, parts }, at: now() });
    return id;
  }

  /** Returns the way back. */
  remove(id: string): () => void {
    const view = this.get(id);
    queue.add({ kind: 'remove', id });
    return () => {
      if (view) queue.add({ kind: 'restore', id, view });
    };
  }

  /** Resolves when the core has it: true, or not at all any more: false. */
  kept(id: string): Promise<boolean> {
    if (!this.isWaiting(id)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const stop = queue.on(({ deed, refused }) => {
        if (deed.id !== id) return;
        stop();
        resolve(refused === null && deed.kind !== 'remove');
      });
    });
  }

  /** Asks and listens until the returned function is called. */
  start(): () => void {
    void this.refetch();
    const stops = [
      queue.on((ended) => this.#ended(ended)),
      host().onChanged((topics) => {
        if (topics.some((topic) => topic === 'highlight' || topic === 'note' || topic === 'course')) void this.refetch();
      }),
    ];
    return () => {
      this.#turn++;
      for (const stop of stops) stop();
    };
  }

  async refetch(): Promise<void> {
    const turn = ++this.#turn;
    const { course, lesson } = this;
    try {
      const { highlights } = await host().call('highlight_list', { course, lesson });
      if (turn === this.#turn) this.#list = highlights;
    } catch {
      // What is shown stays; the next change asks again.
    }
  }

  #ended(ended: Ended): void {
    const { deed, view, refused } = ended;
    // A list that is on its way may not know of it yet.
    this.#turn++;
    if (refused) this.onrefused(ended);
    else {
      const others = this.#list.filter(({ id }) => id !== deed.id);
      this.#list = view?.lesson === this.lesson ? [...others, view] : others;
    }
    void this.refetch();
  }
}
