/**
 * The list of notes: pages of a hundred, asked for as they come into sight, so that a hundred
 * thousand notes open as fast as ten.
 */
import type { NoteCard, NoteModuleCount, NoteTagCount } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { NO_FILTER, toInput, type Filter } from './filter';
import { pagesOf, type Range } from './window';

export const PAGE = 100;
/** Typing in the field asks after this pause. */
const TYPING_MS = 150;
/** While a note is written it changes every second; the list need not follow each time. */
const CALM_MS = 1200;

export class NoteListState {
  filter = $state.raw<Filter>({ ...NO_FILTER });
  total = $state(0);
  all = $state(0);
  trashed = $state(0);
  tags = $state.raw<NoteTagCount[]>([]);
  modules = $state.raw<NoteModuleCount[]>([]);
  error = $state.raw<CallError | null>(null);
  /** The list is of this filter; before that it is of the one before. */
  settled = $state(false);
  /** There was an answer. */
  ready = $state(false);
  #pages = $state.raw<Readonly<Record<number, readonly NoteCard[]>>>({});
  #asked: number[] = [];
  #turn = 0;
  #range: Range = { first: 0, end: 0 };
  #typing: ReturnType<typeof setTimeout> | null = null;
  #calm: ReturnType<typeof setTimeout> | null = null;
  #dirty = false;

  /** Follows changes until the returned function is called. */
  start(): () => void {
    this.#begin();
    const stop = host().onChanged((topics) => {
      if (topics.includes('note') || topics.includes('course')) this.#stale();
    });
    return () => {
      stop();
      this.#turn++;
      for (const timer of [this.#typing, this.#calm]) if (timer) clearTimeout(timer);
      this.#typing = this.#calm = null;
    };
  }

  row(index: number): NoteCard | undefined {
    return this.#pages[Math.floor(index / PAGE)]?.[index % PAGE];
  }

  /** Where a note is in the list, as far as it is loaded. */
  indexOf(id: string | undefined): number {
    if (id === undefined) return -1;
    for (const [page, cards] of Object.entries(this.#pages)) {
      const at = cards.findIndex((card) => card.id === id);
      if (at !== -1) return Number(page) * PAGE + at;
    }
    return -1;
  }

  set(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    this.settled = false;
    if (this.#typing) clearTimeout(this.#typing);
    this.#typing = null;
    if ('text' in change) this.#typing = setTimeout(() => this.#begin(), TYPING_MS);
    else this.#begin();
  }

  clear(): void {
    this.set({ ...NO_FILTER, order: this.filter.order });
  }

  /** These rows came into sight. */
  show(range: Range): void {
    this.#range = range;
    for (const page of pagesOf(range, PAGE)) if (!this.#asked.includes(page)) void this.#ask(page);
  }

  refresh(): void {
    this.#begin();
  }

  /** A card that is known to be newer than the list's. */
  patch(card: NoteCard): void {
    const index = this.indexOf(card.id);
    const page = Math.floor(index / PAGE);
    const cards = this.#pages[page];
    if (!cards || cards[index % PAGE] === card) return;
    this.#put(page, cards.with(index % PAGE, card));
  }

  #stale(): void {
    this.#dirty = true;
    this.#calm ??= setTimeout(() => {
      this.#calm = null;
      if (this.#dirty) this.#begin();
    }, CALM_MS);
  }

  /** From the start of what is in sight; what is shown stays until the answer is here. */
  #begin(): void {
    this.#turn++;
    this.#dirty = false;
    this.#asked = [];
    for (const page of pagesOf(this.#range, PAGE)) void this.#ask(page);
  }

  async #ask(page: number): Promise<void> {
    const turn = this.#turn;
    const first = this.#asked.length === 0;
    this.#asked.push(page);
    try {
      const list = await host().call('note_list', toInput(this.filter, page * PAGE, PAGE));
      if (turn !== this.#turn) return;
      this.total = list.total;
      this.all = list.all;
      this.trashed = list.trashed;
      this.tags = list.tags;
      this.modules = list.modules;
      this.error = null;
      if (first) this.#pages = {};
      this.#put(page, list.notes);
      this.settled = this.ready = true;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.#asked = this.#asked.filter((each) => each !== page);
      this.error = CallError.from(thrown);
    }
  }

  #put(page: number, cards: readonly NoteCard[]): void {
    this.#pages = { ...this.#pages, [page]: cards };
  }
}
