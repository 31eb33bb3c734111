/** Choosing a passage by keys, as a real selection: everything that works on one works on this. */
import { m } from '#messages';
import { isTextField } from '../../../shared/a11y/focus';
import { firstCursor, moveCursor, type Cursor } from './cursor';
import { pointsIn } from './points';
import type { Passage } from './selection';
import { rangeOf, textOf } from './text-map';

export interface KeyChoiceHooks {
  passages: () => Passage[];
  scroller: () => HTMLElement | null;
  announce: (text: string) => void;
  /** The selection is another one now; null when choosing was given up. */
  onchange: (range: Range | null) => void;
  onenter: () => void;
}

export class KeyChoice {
  #cursor: Cursor | null = null;
  #passages: Passage[] = [];
  #texts: string[] = [];

  constructor(readonly hooks: KeyChoiceHooks) {}

  get active(): boolean {
    return this.#cursor !== null;
  }

  /** Begins with the first sentence in sight. */
  start(): void {
    const area = this.hooks.scroller()?.getBoundingClientRect();
    this.#passages = this.hooks.passages();
    this.#texts = this.#passages.map(({ element }) => textOf(element));
    const top = area?.top ?? 0;
    const block = this.#passages.findIndex(({ element }) => element.getBoundingClientRect().bottom > top + 8);
    const inSight = ({ start, end }: { start: number; end: number }) => (this.#range({ block, start, end })?.getBoundingClientRect().top ?? 0) >= top - 4;
    const cursor = firstCursor(this.#texts, Math.max(0, block), inSight);
    if (!cursor) {
      this.hooks.announce(m.highlight_nothing());
      return;
    }
    this.#show(cursor, m.highlight_keys_spoken());
  }

  stop(): void {
    if (!this.#cursor) return;
    this.#cursor = null;
    document.getSelection()?.removeAllRanges();
    this.hooks.onchange(null);
  }

  /** Forgets the mode, not the selection: the pointer took over. */
  release(): void {
    this.#cursor = null;
  }

  handle = (event: KeyboardEvent): void => {
    if (!this.#cursor || isTextField(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (key === 'Escape' || key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      if (key === 'Enter') this.hooks.onenter();
      this.#cursor &&= null;
      if (key === 'Escape') {
        document.getSelection()?.removeAllRanges();
        this.hooks.onchange(null);
        this.hooks.announce(m.highlight_keys_cancelled());
      }
      return;
    }
    const next = moveCursor(this.#cursor, key, event.shiftKey, this.#texts);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    this.#show(next);
  };

  #range({ block, start, end }: Cursor): Range | null {
    const text = this.#texts[block] ?? '';
    const element = this.#passages[block]?.element;
    return element ? rangeOf(element, pointsIn(text, start), pointsIn(text, end)) : null;
  }

  #show(cursor: Cursor, before = ''): void {
    const range = this.#range(cursor);
    if (!range) return;
    this.#cursor = cursor;
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    this.#reveal(range);
    this.hooks.onchange(range);
    this.hooks.announce(`${before} ${range.toString()}`.trim());
  }

  #reveal(range: Range): void {
    const scroller = this.hooks.scroller();
    if (!scroller) return;
    const area = scroller.getBoundingClientRect();
    const { top, bottom } = range.getBoundingClientRect();
    // Room for the bar below.
    if (top < area.top + 24) scroller.scrollTop -= area.top + 24 - top;
    else if (bottom > area.bottom - 72) scroller.scrollTop += Math.min(bottom - area.bottom + 72, top - area.top - 24);
  }
}
