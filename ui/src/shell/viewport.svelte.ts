/**
 * How much room there is, counted in text: a window of 1280 at 200% text has the room of 640.
 * Kept on `<html data-layout>`, which tokens.css reads.
 */
export type Layout = 'wide' | 'narrow' | 'stacked';

export const NARROW_BELOW = 1100;
/** The window is never narrower than 940: only large text gets here. Margins then go below their text. */
export const STACKED_BELOW = 900;

export function layoutFor(width: number, textScale: number): Layout {
  const room = width / textScale;
  if (room < STACKED_BELOW) return 'stacked';
  return room < NARROW_BELOW ? 'narrow' : 'wide';
}

class Viewport {
  #textScale = 1;
  layout = $state<Layout>('wide');

  /** Follows the window until the returned function is called. */
  start(): () => void {
    this.#measure();
    window.addEventListener('resize', this.#measure);
    return () => window.removeEventListener('resize', this.#measure);
  }

  setTextScale(scale: number): void {
    this.#textScale = scale;
    this.#measure();
  }

  #measure = () => {
    this.layout = layoutFor(window.innerWidth, this.#textScale);
    document.documentElement.dataset.layout = this.layout;
  };
}

export const viewport = new Viewport();
