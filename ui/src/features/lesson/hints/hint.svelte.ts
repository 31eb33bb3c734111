/**
 * What is told beside a place in the text: a claim's source, a term's meaning, a fact's date. Hover
 * waits a moment and forgives a short way to the card.
 */

const OPEN_MS = 350;
const CLOSE_MS = 250;

export interface Hinted {
  kind: 'source' | 'term' | 'fact';
  id: string;
}

const HINTED = 'a[data-source], a[data-term], a[data-fact]';

/** What a link in the text points at, if there is something to tell about it. */
export function hintedBy(link: HTMLElement): Hinted | null {
  const { source, term, fact } = link.dataset;
  if (source !== undefined) return { kind: 'source', id: source };
  if (term !== undefined) return { kind: 'term', id: term };
  return fact === undefined ? null : { kind: 'fact', id: fact };
}

export class Hint {
  about = $state.raw<Hinted | null>(null);
  anchor = $state.raw<HTMLElement | null>(null);
  /** Opened on purpose: stays until it is closed. */
  pinned = $state(false);
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Click or Enter on the link: opens, or closes what was opened so. */
  toggle(anchor: HTMLElement): void {
    if (this.pinned && this.anchor === anchor) this.close();
    else this.#show(anchor, true);
  }

  /** The pointer is over something in the text. */
  over(target: EventTarget | null): void {
    const link = target instanceof Element ? target.closest<HTMLElement>(HINTED) : null;
    if (this.pinned) return;
    if (!link) this.leave();
    else if (link === this.anchor) this.stay();
    else this.#later(() => this.#show(link, false), OPEN_MS);
  }

  stay(): void {
    this.#clear();
  }

  leave(): void {
    if (this.pinned) return;
    if (this.anchor) this.#later(() => this.close(), CLOSE_MS);
    else this.#clear();
  }

  close(): void {
    this.#clear();
    const back = this.pinned ? this.anchor : null;
    this.about = this.anchor = null;
    this.pinned = false;
    if (back?.isConnected) back.focus({ preventScroll: true });
  }

  #show(anchor: HTMLElement, pinned: boolean): void {
    this.#clear();
    this.about = hintedBy(anchor);
    this.anchor = anchor;
    this.pinned = pinned;
  }

  #later(run: () => void, wait: number): void {
    this.#clear();
    this.#timer = setTimeout(run, wait);
  }

  #clear(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
