/**
 * Marks the found words in a lesson for a moment after the palette led there. Nothing moves and
 * nothing fades, so there is nothing to reduce; without the Highlight API there is no mark.
 */
import './flash.css';
import type { SearchHit } from '../../api/bindings';

const NAME = 'search-found';
const SHOWN_MS = 2000;
/** A lesson that is not there by then has its own way to say so. */
const PATIENCE_MS = 5000;

/** The found words as they are written. */
export function writtenWords({ title, snippet }: Pick<SearchHit, 'title' | 'snippet'>): string[] {
  const found = [...snippet, ...title].filter((piece) => piece.hit && piece.text.trim() !== '');
  return [...new Set(found.map((piece) => piece.text))];
}

/** Every place of the words in an element, also across its inner elements' text. */
export function rangesOf(element: Element, words: readonly string[]): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  return ranges;
}

let stop: (() => void) | null = null;

export function flash(block: string, words: readonly string[]): void {
  stop?.();
  if (!('highlights' in CSS) || words.length === 0) return;
  const until = performance.now() + PATIENCE_MS;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    CSS.highlights.delete(NAME);
    stop = null;
  };
  const look = () => {
    const element = document.querySelector(`[data-place="${CSS.escape(block)}"]`);
    if (!element) {
      if (performance.now() < until) frame = requestAnimationFrame(look);
      return;
    }
    const mark = new Highlight(...rangesOf(element, words));
    // Above what the reader marked.
    mark.priority = 10;
    CSS.highlights.set(NAME, mark);
    timer = setTimeout(() => stop?.(), SHOWN_MS);
  };
  frame = requestAnimationFrame(look);
}
