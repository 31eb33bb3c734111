/** Which claim's source is shown. Hover waits a moment and forgives a short way to the card. */

const OPEN_MS = 350;
const CLOSE_MS = 250;

export class SourceHint {
  source = $state<string | null>(null);
  anchor = $state.raw<HTMLElement | null>(null);
  /** Opened on purpose: stays until it is closed. */
  pinned = $state(false);
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Click or Enter on the claim: opens, or closes what was opened so. */
  toggle(source: string, anchor: HTMLElement): void {
    if (this.pinned && this.anchor === anchor) this.close();
    else this.#show(source, anchor, true);
  }

  /** The pointer is over something in the text. */
  over(target: EventTarget | null): void {
    const link = target instanceof Element ? target.closest<HTMLElement>('a[data-source]') : null;
    if (this.pinned) return;
    if (!link) this.leave();
    else if (link === this.anchor) this.stay();
    else this.#later(() => this.#show(link.dataset.source ?? '', link, false), OPEN_MS);
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
    this.source = this.anchor = null;
    this.pinned = false;
    if (back?.isConnected) back.focus({ preventScroll: true });
  }

  #show(source: string, anchor: HTMLElement, pinned: boolean): void {
    this.#clear();
    this.source = source;
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
