/**
 * Puts the notes at the height of their passages. One look at every box, then one change of every
 * place, at most once a frame; nothing that is changed here changes a size.
 */
import { stack } from './stack';

/** Middle of the first line of a note's head, from its top, in rem. */
const HEAD_MIDDLE = 0.6875;

export class MarginLayout {
  #article: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;
  readonly #watched = new Set<Element>();
  #frame = 0;

  /** `first` is the mark with which a highlight begins. */
  constructor(readonly first: (highlight: string) => HTMLElement | undefined) {}

  attach(article: HTMLElement): () => void {
    this.#article = article;
    this.#observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.settle());
    this.#observer?.observe(article);
    this.soon();
    return () => {
      cancelAnimationFrame(this.#frame);
      this.#observer?.disconnect();
      this.#watched.clear();
      this.#article = null;
    };
  }

  /** Before the next paint. */
  soon = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.settle());
  };

  settle(): void {
    const article = this.#article;
    if (!article) return;
    const notes = [...article.querySelectorAll<HTMLElement>('.margin-note')];
    this.#watch(notes);
    if (notes.length === 0 || document.documentElement.dataset.layout === 'stacked') return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const head = HEAD_MIDDLE * rem;
    const found = notes.flatMap((note) => {
      const mark = this.first(note.dataset.highlight ?? '');
      const line = mark?.getClientRects()[0];
      const block = note.closest('[data-place]')?.getBoundingClientRect();
      if (!line || !block) return [];
      return [{ note, id: note.id, top: (line.top + line.bottom) / 2 - head, height: note.getBoundingClientRect().height, block: block.top }];
    });
    const tops = stack(found);
    for (const { note, id, top, block } of found) {
      const at = tops.get(id) ?? top;
      note.style.setProperty('--note-top', `${Math.round(at - block)}px`);
      note.style.setProperty('--pushed', `${Math.round(at - top)}px`);
    }
  }

  #watch(notes: HTMLElement[]): void {
    for (const gone of [...this.#watched].filter((each) => !each.isConnected)) {
      this.#observer?.unobserve(gone);
      this.#watched.delete(gone);
    }
    for (const note of notes) {
      if (this.#watched.has(note)) continue;
      this.#watched.add(note);
      this.#observer?.observe(note);
    }
  }
}
