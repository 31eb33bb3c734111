/**
 * Follows the reader through the text and holds their place: at opening, and whenever the text
 * changes its height (pictures arrive, the size of type or window changes).
 *
 * Scrolling reads a dozen boxes and writes nothing. The browser's own scroll anchoring is switched
 * off (WebKit has none), so the place is held in one way everywhere.
 */
import { Dwell } from './dwell';
import { endingInside, lastAbove, spotAt, type Column, type Spot } from './geometry';

/** The place is where this line crosses the text, px below the top of the text area; a chosen heading comes to stand there. */
const LINE = 24;
/** The outline names the part in the upper half of the window. */
const OUTLINE_LINE = 0.5;

export interface Place {
  block: string;
  fraction: number;
}

export interface FollowHooks {
  /** The reader (not the app) moved to another place. */
  onmove: (place: Place) => void;
  /** Which block is at the top and which outline entry is current; -1 for none. */
  onshow: (block: string | null, entry: number) => void;
  onread: (ids: string[]) => void;
  /** Scrolled by hand. */
  oninput: () => void;
  /** Blocks that need no watching any more. */
  isRead: (id: string) => boolean;
}

interface Anchor extends Spot {
  by: 'fraction' | 'offset';
}

const idOf = (element: HTMLElement | undefined) => element?.dataset.place ?? null;

export class Follow {
  #scroller: HTMLElement | null = null;
  #article: HTMLElement | null = null;
  #blocks: HTMLElement[] = [];
  #entries: HTMLElement[] = [];
  #anchor: Anchor | null = null;
  #own: number | null = null;
  #shape = '';
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #dwell = new Dwell();

  constructor(readonly hooks: FollowHooks) {}

  /** Starts on a scrolling element and the article inside it; call the result to stop. */
  attach(scroller: HTMLElement, article: HTMLElement): () => void {
    this.#scroller = scroller;
    this.#article = article;
    this.collect();
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.#reshaped());
    observer?.observe(article);
    observer?.observe(scroller);
    const onscroll = () => this.#scrolled();
    // After a touch the place is held by pixels: opening a <details> must not move it.
    const ontouch = () => this.#byOffset();
    scroller.addEventListener('scroll', onscroll, { passive: true });
    scroller.addEventListener('pointerdown', ontouch, { passive: true });
    scroller.addEventListener('keydown', ontouch);
    document.addEventListener('visibilitychange', this.#visible);
    return () => {
      observer?.disconnect();
      scroller.removeEventListener('scroll', onscroll);
      scroller.removeEventListener('pointerdown', ontouch);
      scroller.removeEventListener('keydown', ontouch);
      document.removeEventListener('visibilitychange', this.#visible);
      if (this.#timer) clearTimeout(this.#timer);
      this.#scroller = this.#article = null;
    };
  }

  /** Looks the blocks and outline entries up again, after the text was replaced. */
  collect(): void {
    const all = (attribute: string) => [...(this.#article?.querySelectorAll<HTMLElement>(attribute) ?? [])];
    this.#blocks = all('[data-place]');
    this.#entries = all('[data-entry]');
    this.#shape = this.#shapeNow();
  }

  /** Puts a place at the line before the next paint. False when there is no such block. */
  restore(place: Place): boolean {
    const index = this.#blocks.findIndex((block) => idOf(block) === place.block);
    if (index < 0) return false;
    // The start of the first block means the top, title included.
    const isTop = index === 0 && place.fraction < 0.001;
    this.#anchor = isTop ? null : { index, fraction: place.fraction, offset: 0, by: 'fraction' };
    if (isTop) this.#scrollTo(0);
    else this.#hold();
    this.look();
    return true;
  }

  /** Brings an element to the top of the window; the reader asked for it. */
  goTo(element: HTMLElement): void {
    if (!this.#scroller) return;
    this.#scrollTo(this.#scroller.scrollTop + this.#top(element) - LINE);
    this.#own = null;
    this.#scrolled();
  }

  goToBlock(id: string): void {
    this.#visit(this.#blocks.find((block) => idOf(block) === id));
  }

  /** By its place in the outline. */
  goToEntry(index: number): void {
    this.#visit(this.#entries[index]);
  }

  /** The keyboard follows the eye. */
  #visit(element: HTMLElement | undefined): void {
    if (!element) return;
    this.goTo(element);
    const target = element.querySelector<HTMLElement>('h2, h3, h4, h5, h6') ?? element;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  /** Where the line is now. */
  place(): Place | null {
    const spot = spotAt(this.#column(this.#blocks), LINE);
    const block = spot && idOf(this.#blocks[spot.index]);
    return spot && block !== null ? { block, fraction: spot.fraction } : null;
  }

  /** Tells what is shown now and watches the ends that are inside. */
  look(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const top = this.#blocks[Math.max(0, lastAbove(this.#column(this.#blocks), LINE + 1))];
    this.hooks.onshow(idOf(top), this.#entry(scroller));
    this.#watch(scroller);
  }

  #entry(scroller: HTMLElement): number {
    const end = scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
    if (end) return this.#entries.length - 1;
    return lastAbove(this.#column(this.#entries), scroller.clientHeight * OUTLINE_LINE);
  }

  #watch(scroller: HTMLElement): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (document.visibilityState === 'hidden') {
      this.#dwell.reset();
      return;
    }
    const now = performance.now();
    const [from, to] = endingInside(this.#column(this.#blocks), scroller.clientHeight);
    const inside = this.#blocks.slice(from, to).map(idOf);
    const unread = inside.filter((id): id is string => id !== null && !this.hooks.isRead(id));
    const read = this.#dwell.update(unread, now);
    if (read.length > 0) this.hooks.onread(read);
    const next = this.#dwell.next(now);
    if (next !== null) this.#timer = setTimeout(() => this.look(), next);
  }

  #scrolled(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const own = this.#own !== null && Math.abs(scroller.scrollTop - this.#own) < 1;
    this.#own = null;
    if (!own) {
      this.#anchor = this.#measure();
      const place = this.place();
      if (place) this.hooks.onmove(place);
      this.hooks.oninput();
    }
    this.look();
  }

  #reshaped(): void {
    if (!this.#scroller) return;
    const shape = this.#shapeNow();
    if (shape !== this.#shape) {
      this.#shape = shape;
      // The text was wrapped anew: pixels mean nothing, the share of the paragraph does.
      this.#hold('fraction');
    } else this.#hold();
    this.look();
  }

  #hold(by = this.#anchor?.by): void {
    const anchor = this.#anchor;
    const block = anchor ? this.#blocks[anchor.index] : undefined;
    if (!anchor || !block || !this.#scroller) return;
    const height = block.getBoundingClientRect().height;
    const offset = by === 'fraction' ? anchor.fraction * height : anchor.offset;
    if (by === 'fraction') anchor.offset = offset;
    const move = this.#top(block) + offset - LINE;
    if (Math.abs(move) >= 1) this.#scrollTo(this.#scroller.scrollTop + move);
  }

  #byOffset(): void {
    if (this.#anchor?.by === 'fraction') this.#anchor = this.#measure();
  }

  /** The place as it is on screen; null above the first block, where nothing needs holding. */
  #measure(): Anchor | null {
    const column = this.#column(this.#blocks);
    if (lastAbove(column, LINE + 1) < 0) return null;
    const spot = spotAt(column, LINE);
    return spot && { ...spot, by: 'offset' };
  }

  #scrollTo(top: number): void {
    if (!this.#scroller) return;
    const before = this.#scroller.scrollTop;
    this.#scroller.scrollTop = top;
    this.#own = this.#scroller.scrollTop === before ? this.#own : this.#scroller.scrollTop;
  }

  #visible = () => {
    this.#dwell.reset();
    this.look();
  };

  /** What decides how the text is wrapped. */
  #shapeNow(): string {
    const article = this.#article;
    if (!article) return '';
    const style = getComputedStyle(article);
    return [article.clientWidth, style.fontSize, style.lineHeight].join();
  }

  #top(element: HTMLElement): number {
    return element.getBoundingClientRect().top - (this.#scroller?.getBoundingClientRect().top ?? 0);
  }

  #column(elements: HTMLElement[]): Column {
    const origin = this.#scroller?.getBoundingClientRect().top ?? 0;
    return {
      count: elements.length,
      box(index) {
        const { top = 0, bottom = 0 } = elements[index]?.getBoundingClientRect() ?? {};
        return { top: top - origin, bottom: bottom - origin };
      },
    };
  }
}
