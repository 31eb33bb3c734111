/**
 * A section while it is written in the reader's own words. Whatever fails, the text stays here and
 * is tried again; what another window wrote meanwhile is shown and never written over.
 */
import { SvelteSet } from 'svelte/reactivity';
import type { DirectionSection } from '../../api/bindings';
import type { CallError } from '../../api/error';
import { Saver, type SaverStatus } from '../../api/saver.svelte';
import { keepUnsaved } from './kept';

/** As in the core, in characters. */
export const LONGEST = 4000;

/** `refused`: trying again would not help. `elsewhere`: another window wrote; the reader chooses. */
type Final = 'refused' | 'too_long' | 'elsewhere';
export type OwnStatus = 'resting' | SaverStatus<Final>;
type Said = Pick<DirectionSection, 'id' | 'own' | 'text' | 'drawn'>;

export class OwnWords {
  readonly section: string;
  text = $state('');
  /** What another window wrote while there was something unsaved here; null: it went back to the exercise. */
  elsewhere = $state.raw<string | null>(null);
  readonly #saver: Saver<Final>;
  /** What was sent or seen: hearing of it again is no news. */
  readonly #known = new SvelteSet<string | null>();
  #kept = $state.raw<string | null>(null);
  #drawn = $state('');

  constructor(said: Said, save: (text: string | null) => Promise<unknown>) {
    this.section = said.id;
    this.text = said.text;
    this.#drawn = said.drawn;
    this.#kept = valueOf(said);
    this.#known.add(this.#kept);
    this.#saver = new Saver({
      pending: () => this.pending,
      send: async () => {
        const wish = this.#wish;
        this.#known.add(wish);
        await save(wish);
        this.#kept = wish;
      },
      final: ({ code }) => (code === 'not_found' || code === 'invalid_input' ? 'refused' : null),
      settled: () => keepUnsaved(this.section, null),
    });
  }

  get status(): OwnStatus {
    const { status } = this.#saver;
    return status === 'saved' && this.#kept === null ? 'resting' : status;
  }

  get error(): CallError | null {
    return this.#saver.error;
  }

  /** What is to be kept: null while it says only what the exercise says. */
  get #wish(): string | null {
    const text = this.text.trim();
    if (text === '' && this.#drawn === '') return null;
    return this.#kept === null && text === this.#drawn.trim() ? null : text;
  }

  get pending(): boolean {
    return this.#wish !== this.#kept;
  }

  /** The reader's words stand, or are about to. */
  get own(): boolean {
    return this.#kept !== null || this.#wish !== null;
  }

  get characters(): number {
    return Array.from(this.text.trim()).length;
  }

  get stuck(): boolean {
    return this.pending && this.status !== 'unsaved';
  }

  /** What the other window's version says. */
  get other(): string {
    return this.elsewhere ?? this.#drawn;
  }

  type(text: string): void {
    this.text = text;
    keepUnsaved(this.section, this.pending ? { text, over: this.#kept } : null);
    if (this.status === 'elsewhere') return;
    if (this.pending && this.characters > LONGEST) this.#saver.hold('too_long');
    else this.#saver.touch();
  }

  /** Words of an earlier visit that were never saved. */
  restore(text: string, over: string | null): void {
    this.#kept = over;
    this.#known.clear();
    this.#known.add(over);
    this.type(text);
  }

  /** What the core says now. */
  see(said: Said): void {
    const value = valueOf(said);
    if (this.#kept === null && !this.pending && value === null) {
      this.text = this.#drawn = said.drawn;
    } else if (value !== this.#kept && value === this.#wish && !this.#saver.saving) {
      this.#took(value);
    } else if (value !== this.#kept && !this.#known.has(value)) {
      if (this.pending) {
        this.elsewhere = value;
        this.#saver.hold('elsewhere');
      } else {
        this.text = said.text;
        this.#took(value);
      }
    }
    this.#drawn = said.drawn;
  }

  /** Of two versions: this one, which is saved over the other. */
  keepMine(): void {
    this.#kept = this.elsewhere;
    this.#known.add(this.elsewhere);
    this.#saver.reset();
    this.type(this.text);
  }

  /** Of two versions: the other one. */
  useOther(): void {
    this.text = this.other;
    this.#took(this.elsewhere);
  }

  /** Saves now what is not kept yet. Resolves when there is nothing more to try. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }

  /** No more tries; resolves when none is under way. */
  rest(): Promise<void> {
    return this.#saver.rest();
  }

  #took(value: string | null): void {
    this.#kept = value;
    this.#known.add(value);
    this.elsewhere = null;
    this.#saver.reset();
  }
}

const valueOf = ({ own, text }: Said): string | null => (own ? text : null);
