/**
 * A section while it is written in the reader's own words. Kept 500 ms after a pause and at most a
 * second after a change; one save at a time, the last text always. Whatever fails, the text stays
 * here and is tried again; what another window wrote meanwhile is shown and never written over.
 */
import { SvelteSet } from 'svelte/reactivity';
import type { DirectionSection } from '../../api/bindings';
import { CallError } from '../../api/error';
import { keepUnsaved } from './kept';

export const PAUSE_MS = 500;
export const LONGEST_WAIT_MS = 1000;
/** As in the core, in characters. */
export const LONGEST = 4000;
const RETRY_MS = [2000, 4000, 8000];

/** `refused`: trying again would not help. `elsewhere`: another window wrote; the reader chooses. */
export type OwnStatus = 'resting' | 'unsaved' | 'saved' | 'failed' | 'refused' | 'too_long' | 'elsewhere';
type Said = Pick<DirectionSection, 'id' | 'own' | 'text' | 'drawn'>;

export class OwnWords {
  readonly section: string;
  text = $state('');
  status = $state<OwnStatus>('resting');
  /** What another window wrote while there was something unsaved here; null: it went back to the exercise. */
  elsewhere = $state.raw<string | null>(null);
  error = $state.raw<CallError | null>(null);
  readonly #save: (text: string | null) => Promise<unknown>;
  /** What was sent or seen: hearing of it again is no news. */
  readonly #known = new SvelteSet<string | null>();
  #kept = $state.raw<string | null>(null);
  #drawn = $state('');
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since: number | null = null;
  #saving: Promise<void> | null = null;
  #failures = 0;

  constructor(said: Said, save: (text: string | null) => Promise<unknown>) {
    this.section = said.id;
    this.text = said.text;
    this.#drawn = said.drawn;
    this.#kept = valueOf(said);
    this.#known.add(this.#kept);
    this.#save = save;
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
    if (!this.pending) {
      this.stop();
      if (!this.#saving) this.#settle();
    } else if (this.characters > LONGEST) {
      this.stop();
      this.status = 'too_long';
    } else {
      if (this.status !== 'failed') this.status = 'unsaved';
      this.#plan(this.#waitForPause());
    }
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
    } else if (value !== this.#kept && value === this.#wish && !this.#saving) {
      this.#took(value);
    } else if (value !== this.#kept && !this.#known.has(value)) {
      if (this.pending) {
        this.stop();
        this.elsewhere = value;
        this.status = 'elsewhere';
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
    this.status = 'unsaved';
    this.type(this.text);
  }

  /** Of two versions: the other one. */
  useOther(): void {
    this.text = this.other;
    this.#took(this.elsewhere);
  }

  /** Saves now what is not kept yet. Resolves when there is nothing more to try. */
  async flush(): Promise<void> {
    this.stop();
    if (this.#saving) await this.#saving;
    if (this.pending && !['too_long', 'refused', 'elsewhere'].includes(this.status)) await this.#keep();
  }

  /** No more tries; resolves when none is under way. */
  async rest(): Promise<void> {
    this.stop();
    await this.#saving;
    this.stop();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#since = null;
  }

  #waitForPause(): number {
    const now = performance.now();
    this.#since ??= now;
    return Math.min(PAUSE_MS, Math.max(0, this.#since + LONGEST_WAIT_MS - now));
  }

  #plan(wait: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  #keep(): Promise<void> {
    const wish = this.#wish;
    this.#known.add(wish);
    this.#saving = this.#save(wish)
      .then(
        () => {
          this.#kept = wish;
          this.#failures = 0;
          this.error = null;
          if (!this.pending) this.#settle();
          else if (this.status === 'failed') this.status = 'unsaved';
        },
        (thrown: unknown) => this.#failed(CallError.from(thrown)),
      )
      .finally(() => (this.#saving = null));
    return this.#saving;
  }

  #failed(error: CallError): void {
    this.error = error;
    if (error.code === 'not_found' || error.code === 'invalid_input') {
      this.status = 'refused';
      return;
    }
    this.status = 'failed';
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? PAUSE_MS;
    // Typing has planned a try of its own already.
    if (!this.#timer) this.#plan(wait);
  }

  #took(value: string | null): void {
    this.stop();
    this.#kept = value;
    this.#known.add(value);
    this.elsewhere = null;
    this.#settle();
  }

  #settle(): void {
    keepUnsaved(this.section, null);
    this.error = null;
    this.status = this.#kept === null ? 'resting' : 'saved';
  }
}

const valueOf = ({ own, text }: Said): string | null => (own ? text : null);
