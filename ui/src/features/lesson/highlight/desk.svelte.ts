/** What the reader does with passages: choose, highlight, write beside them, take away again. */
import { tick, untrack } from 'svelte';
import { m } from '#messages';
import type { HighlightPart, HighlightView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { toasts } from '../../../shared/toasts.svelte';
import { createNote } from '../../note';
import { makeCard } from '../../review';
import { margin } from '../margin/panel.svelte';
import { idsOf, MARK } from './paint';
import { Painter } from './painter.svelte';
import type { Ended } from './queue.svelte';
import { partsOf, quoteOf } from './selection';
import { HighlightStore } from './store.svelte';

/** What the small bar is about. */
export type Choice =
  | { kind: 'selection'; parts: HighlightPart[]; range: Range }
  | { kind: 'highlight'; ids: string[]; index: number; mark: HTMLElement; byKey: boolean };

/** A note that is being written; its id comes when the core has made it. */
export interface Writing {
  highlight: string;
  note: string | null;
}

export interface DeskHooks {
  announce: (text: string) => void;
  /** The focus goes to the text: what had it is gone. */
  home: () => void;
}

export const noteElementId = (highlight: string) => `margin-note-${highlight}`;

export class Desk {
  readonly store: HighlightStore;
  readonly painter = new Painter();
  choice = $state.raw<Choice | null>(null);
  writing = $state.raw<Writing | null>(null);
  /** Begins choosing a passage by keys. */
  choose: () => void = () => undefined;
  /** The highlight in whose note the reader is. */
  inNote = $state<string | null>(null);
  /** Empty notes of these highlights were begun here and are not worth a place yet. */
  #begun = $state.raw<readonly string[]>([]);

  constructor(
    readonly course: string,
    readonly lesson: string,
    readonly hooks: DeskHooks,
  ) {
    this.store = new HighlightStore(course, lesson, (ended) => this.#refused(ended));
  }

  readonly chosen = $derived(this.choice?.kind === 'highlight' ? (this.choice.ids[this.choice.index] ?? null) : null);
  readonly focused = $derived(this.inNote ?? this.writing?.highlight ?? this.chosen);
  /** Highlights with something beside them. */
  readonly noted = $derived.by(() => this.store.placed.filter((view) => this.#hasNote(view)));
  /** By the block that they begin in. */
  readonly notedByBlock = $derived.by(() => {
    const blocks: Partial<Record<string, HighlightView[]>> = {};
    for (const view of this.noted) (blocks[view.spots[0]?.block ?? ''] ??= []).push(view);
    return blocks;
  });

  #hasNote({ id, note }: HighlightView): boolean {
    if (this.writing?.highlight === id) return true;
    if (note?.removed_at !== null) return false;
    return note.words > 0 || note.title !== '' || !this.#begun.includes(id);
  }

  #refused({ deed, refused }: Ended): void {
    if (deed.kind === 'add') toasts.show(m.highlight_refused());
    else if (refused?.code !== 'not_found') toasts.show(m.highlight_change_refused());
  }

  /** What is selected now, if it can be highlighted. */
  look(range: Range | null): void {
    const parts = range ? partsOf(range, this.painter.passages()) : [];
    if (range && parts.length > 0) this.choice = { kind: 'selection', parts, range: range.cloneRange() };
    else if (this.choice?.kind === 'selection') this.choice = null;
  }

  /** A highlight was clicked or Enter was pressed on it. Again on the same place means the next one below. */
  open(mark: HTMLElement, byKey: boolean): void {
    const ids = idsOf(mark).filter((id) => this.store.get(id));
    if (ids.length === 0) return;
    const before = this.choice;
    const again = before?.kind === 'highlight' && before.ids.join() === ids.join();
    const index = again ? (before.index + 1) % ids.length : 0;
    this.choice = { kind: 'highlight', ids, index, mark, byKey };
  }

  close(): void {
    const { choice } = this;
    this.choice = null;
    if (choice?.kind === 'highlight' && choice.byKey && choice.mark.isConnected) choice.mark.focus({ preventScroll: true });
  }

  /** Highlights what is selected. Returns its id; null when nothing is. */
  highlight(): string | null {
    const { choice } = this;
    if (choice?.kind !== 'selection') return null;
    const id = this.store.add(choice.parts);
    this.choice = null;
    document.getSelection()?.removeAllRanges();
    this.hooks.announce(m.highlight_made());
    return id;
  }

  /** A note on what is chosen: a new one, or the one that is there. False when nothing is chosen. */
  note(): boolean {
    const chosen = this.chosen ?? this.#focusedMark();
    const id = chosen ?? this.highlight();
    if (id === null) return false;
    const view = untrack(() => this.store.get(id));
    this.choice = null;
    margin.shown = true;
    if (view?.note?.removed_at === null) this.edit(view);
    else void this.#begin(id);
    return true;
  }

  /** A card of what is chosen, which is highlighted for it. False when nothing is chosen. */
  card(): boolean {
    const there = this.chosen ?? this.#focusedMark();
    const id = there ?? this.highlight();
    if (id === null) return false;
    this.choice = null;
    void this.#makeCard(id, there === null);
    return true;
  }

  async #makeCard(id: string, fresh: boolean): Promise<void> {
    // A refused highlight has been said already.
    if (!(await this.store.kept(id))) return;
    const takeBack = fresh ? () => void this.store.remove(id) : undefined;
    await makeCard({ from: 'highlight', highlight: id }, takeBack);
  }

  /** H: what is selected, else choosing begins. */
  pressedHighlight = (): void => {
    if (this.highlight() === null) this.choose();
  };

  /** M likewise. */
  pressedNote = (): void => {
    if (!this.note()) this.choose();
  };

  /** C likewise. */
  pressedCard = (): void => {
    if (!this.card()) this.choose();
  };

  #focusedMark(): string | null {
    const mark = document.activeElement?.closest<HTMLElement>(MARK);
    return mark ? (idsOf(mark)[0] ?? null) : null;
  }

  edit({ id, note }: HighlightView): void {
    if (note) this.writing = { highlight: id, note: note.id };
  }

  /** Goes to the note of a highlight, without opening it for writing. */
  async show(id: string): Promise<void> {
    this.choice = null;
    margin.shown = true;
    await tick();
    const element = document.getElementById(noteElementId(id));
    if (!element) return;
    element.scrollIntoView({ block: 'nearest' });
    element.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
  }

  async #begin(id: string): Promise<void> {
    const writing: Writing = { highlight: id, note: null };
    this.writing = writing;
    this.#begun = [...this.#begun, id];
    if (!(await this.store.kept(id))) {
      if (this.writing === writing) this.writing = null;
      return;
    }
    const block = this.store.get(id)?.spots[0]?.block ?? null;
    try {
      const { card } = await createNote({ course: this.course, lesson: this.lesson, block, highlight: id, tool: null });
      if (this.writing === writing) this.writing = { highlight: id, note: card.id };
      else await host().call('note_remove', { id: card.id });
    } catch {
      if (this.writing === writing) this.writing = null;
      toasts.show(m.margin_note_failed());
    }
  }

  /** The editor of a note was closed; the focus goes back to where the note belongs. */
  async written(): Promise<void> {
    const id = this.writing?.highlight;
    // Before the editor goes: taking it away with the focus in it would be a change inside a change.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    this.writing = null;
    await tick();
    if (id === undefined) return;
    const note = document.getElementById(noteElementId(id))?.querySelector<HTMLElement>('button');
    (note ?? this.painter.lead(id))?.focus({ preventScroll: true });
  }

  remove(id: string): void {
    this.choice = null;
    if (this.writing?.highlight === id) this.writing = null;
    const back = this.store.remove(id);
    toasts.show(m.highlight_removed(), back);
    this.hooks.announce(m.highlight_removed());
    void tick().then(() => {
      if (document.activeElement === document.body) this.hooks.home();
    });
  }

  async copy(): Promise<void> {
    const { choice } = this;
    if (!choice) return;
    const text = choice.kind === 'selection' ? quoteOf(choice.parts) : (this.store.get(this.chosen ?? '')?.quote ?? '');
    try {
      await navigator.clipboard.writeText(text);
      toasts.show(m.action_copied());
    } catch {
      toasts.show(m.highlight_copy_failed());
    }
  }
}
