/**
 * Pictures of a course, loaded when they come near. The core writes `<img data-asset="path">`;
 * the bytes come through a command and become a data: address, so nothing is fetched.
 */
import type { Asset } from '../../../api/bindings';

/** How far ahead of the reader, px. */
const AHEAD = 1500;

export class Pictures {
  readonly #read: (path: string) => Promise<Asset>;
  readonly #cache = new Map<string, Promise<string>>();
  readonly #waiting = new Set<HTMLImageElement>();
  #observer: IntersectionObserver | null = null;

  constructor(read: (path: string) => Promise<Asset>) {
    this.#read = read;
  }

  /** Starts watching inside the scrolling element; call the result to stop. */
  start(root: HTMLElement): () => void {
    if (typeof IntersectionObserver === 'undefined') return () => undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting) void this.#load(entry.target as HTMLImageElement);
        }
      },
      { root, rootMargin: `${AHEAD}px 0px` },
    );
    this.#observer = observer;
    for (const image of this.#waiting) observer.observe(image);
    return () => observer.disconnect();
  }

  /** Takes on the pictures of a piece of text; call the result when it goes. */
  watch(element: HTMLElement): () => void {
    const images = [...element.querySelectorAll<HTMLImageElement>('img[data-asset]')];
    for (const image of images) {
      this.#waiting.add(image);
      this.#observer?.observe(image);
    }
    return () => {
      for (const image of images) this.#done(image);
    };
  }

  /** Loads all that are left, before printing. */
  async all(): Promise<void> {
    await Promise.all([...this.#waiting].map((image) => this.#load(image)));
  }

  async #load(image: HTMLImageElement): Promise<void> {
    this.#done(image);
    const path = image.dataset.asset ?? '';
    try {
      let address = this.#cache.get(path);
      if (!address) {
        address = this.#read(path).then((asset) => `data:${asset.media_type};base64,${asset.base64}`);
        this.#cache.set(path, address);
      }
      image.loading = 'eager';
      image.src = await address;
      await image.decode();
    } catch {
      this.#cache.delete(path);
      // The description stands in its place, as the browser shows it.
      image.dataset.failed = '';
    }
  }

  #done(image: HTMLImageElement): void {
    this.#waiting.delete(image);
    this.#observer?.unobserve(image);
  }
}
