/* eslint-disable svelte/prefer-svelte-reactivity -- lookups that nothing is drawn from */
/** Keeps the marks in the text as the highlights are; only blocks that changed are painted anew. */
import { untrack } from 'svelte';
import type { HighlightView } from '../../../api/bindings';
import { idsOf, MARK, paint } from './paint';
import { segmentsOf, signature, type Span } from './segments';
import type { Passage } from './selection';

export interface Dress {
  /** The one in whose note or actions the reader is. */
  focused: string | null;
  /** Id of the element with the note of a highlight; null when none is shown. */
  noteOf: (id: string) => string | null;
  /** Ids of the elements that say what a mark is. */
  hint: (id: string) => string;
}

export class Painter {
  readonly #elements = new Map<string, HTMLElement>();
  readonly #painted = new WeakMap<HTMLElement, string>();
  #leads = new Map<string, HTMLElement>();
  #firsts = new Map<string, HTMLElement>();
  /** Which blocks there are changed. */
  version = $state(0);

  /** Takes on the text of a block; call the result when it goes. */
  register(block: string, element: HTMLElement): () => void {
    this.#elements.set(block, element);
    untrack(() => this.version++);
    return () => {
      if (this.#elements.get(block) === element) this.#elements.delete(block);
    };
  }

  /** In the order of the document. */
  passages(): Passage[] {
    const all = [...this.#elements].map(([block, element]) => ({ block, element }));
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    return all.sort((one, other) => (one.element.compareDocumentPosition(other.element) & follows ? -1 : 1));
  }

  /** The mark that Tab reaches. */
  lead = (id: string): HTMLElement | undefined => this.#leads.get(id);
  /** Where the highlight begins. */
  first = (id: string): HTMLElement | undefined => this.#firsts.get(id);

  /** Reads `version`: an effect that paints does so again when blocks come. */
  paint(views: readonly HighlightView[]): void {
    if (this.version === 0) return;
    const spans = new Map<string, Span[]>();
    const lengths = new Map<string, number>();
    for (const { id, spots } of views) {
      for (const { block, start, end } of spots) {
        const here = spans.get(block);
        if (here) here.push({ id, start, end });
        else spans.set(block, [{ id, start, end }]);
        lengths.set(id, (lengths.get(id) ?? 0) + end - start);
      }
    }
    for (const [block, element] of this.#elements) {
      const segments = segmentsOf(spans.get(block) ?? [], lengths);
      const now = signature(segments);
      if (now === (this.#painted.get(element) ?? '')) continue;
      this.#painted.set(element, now);
      const focused = element.contains(document.activeElement) ? idsOf(document.activeElement as HTMLElement)[0] : undefined;
      paint(element, segments);
      if (focused !== undefined) this.#refocus.push(focused);
    }
  }

  #refocus: string[] = [];

  /** What a mark says to assistive technology, and how it looks now. */
  dress({ focused, noteOf, hint }: Dress): void {
    const leads = new Map<string, HTMLElement>();
    const firsts = new Map<string, HTMLElement>();
    const marks = this.passages().flatMap(({ element }) => [...element.querySelectorAll<HTMLElement>(MARK)]);
    for (const mark of marks) {
      const inLink = mark.closest('a, summary') !== null;
      for (const id of idsOf(mark)) {
        if (!firsts.has(id)) firsts.set(id, mark);
        if (!inLink && !leads.has(id)) leads.set(id, mark);
      }
    }
    for (const [id, mark] of firsts) if (!leads.has(id)) leads.set(id, mark);
    const leading = new Map<HTMLElement, string[]>();
    for (const [id, mark] of leads) leading.set(mark, [...(leading.get(mark) ?? []), id]);
    for (const mark of marks) {
      const ids = leading.get(mark) ?? [];
      const notes = ids.map(noteOf).filter((id) => id !== null);
      set(mark, 'tabindex', ids.length > 0 ? '0' : null);
      set(mark, 'aria-details', notes.join(' ') || null);
      set(mark, 'aria-describedby', ids[0] === undefined ? null : hint(ids[0]));
      mark.classList.toggle('focused', focused !== null && idsOf(mark).includes(focused));
    }
    [this.#leads, this.#firsts] = [leads, firsts];
    for (const id of this.#refocus.splice(0)) leads.get(id)?.focus({ preventScroll: true });
  }
}

function set(element: HTMLElement, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
