/** The sections that are being written. What is not kept yet outlives its screen and goes on trying. */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { m } from '#messages';
import type { DirectionSection, DirectionView } from '../../api/bindings';
import { host } from '../../api/client';
import { toasts } from '../../shared/toasts.svelte';
import { keepUnsaved, keepWroteOver, unsavedOf } from './kept';
import { OwnWords } from './own-words.svelte';

type Take = (view: DirectionView) => void;

export class Sections {
  readonly #open = new SvelteMap<string, OwnWords>();
  readonly #takers = new SvelteSet<Take>();
  /** What each exercise said when its section was opened: what is written stands in place of that. */
  readonly #over = new SvelteMap<string, string>();
  #seen = false;

  /** Hears what the core answered, until the returned function is called. */
  listen(take: Take): () => void {
    this.#takers.add(take);
    return () => this.#takers.delete(take);
  }

  /** The section while it is written. */
  of(id: string): OwnWords | undefined {
    return this.#open.get(id);
  }

  write(section: DirectionSection): OwnWords {
    const open = this.#open.get(section.id);
    if (open) return open;
    const words = new OwnWords(section, (text) => this.#set(section.id, text));
    this.#open.set(section.id, words);
    this.#over.set(section.id, section.drawn);
    return words;
  }

  /** The reader saw what the exercise says now, and keeps their words. */
  keepOver({ id, drawn }: DirectionSection): void {
    this.#over.set(id, drawn);
    keepWroteOver(id, drawn);
  }

  /** What the core says now: it reaches what is being written, and words of an earlier visit come back. */
  see({ sections }: DirectionView): void {
    for (const section of sections) {
      const unsaved = this.#seen ? null : unsavedOf(section.id);
      if (unsaved && !this.#open.has(section.id)) this.write(section).restore(unsaved.text, unsaved.over);
      this.#open.get(section.id)?.see(section);
    }
    this.#seen = true;
  }

  /** Ends writing. False when something could not be kept: then it stays open. */
  async close(id: string): Promise<boolean> {
    const words = this.#open.get(id);
    if (!words) return true;
    await words.flush();
    if (words.pending) return false;
    this.#open.delete(id);
    return true;
  }

  /** Back to what the exercise says; the words come back with undo. */
  async back(section: DirectionSection): Promise<void> {
    const words = this.#open.get(section.id);
    await words?.rest();
    const former = words?.text ?? section.text;
    try {
      await this.#set(section.id, null);
    } catch {
      void words?.flush();
      toasts.show(m.direction_back_failed());
      return;
    }
    this.#open.delete(section.id);
    keepUnsaved(section.id, null);
    const exercise = { ...section, own: false, text: section.drawn };
    toasts.show(m.direction_back_done({ heading: section.heading }), () => void this.#restore(exercise, former));
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#open.values()].map((words) => words.flush()));
  }

  get pending(): boolean {
    return [...this.#open.values()].some((words) => words.pending);
  }

  /** Some words could not be kept and are only on this device's screen. */
  get stuck(): boolean {
    return [...this.#open.values()].some((words) => words.stuck);
  }

  /** Like typing them again: a failure is seen at the section and tried again. */
  async #restore(section: DirectionSection, text: string): Promise<void> {
    this.write(section).type(text);
    await this.close(section.id);
  }

  async #set(section: string, text: string | null): Promise<void> {
    const view = await host().call('direction_set', { section, text });
    keepWroteOver(section, text === null ? null : (this.#over.get(section) ?? null));
    this.#takers.forEach((take) => take(view));
  }
}

export const sections = new Sections();
