/** What is selected, as the parts of a highlight: block by block, without white space at the ends. */
import type { HighlightPart } from '../../../api/bindings';
import { pointsIn, slicePoints } from './points';
import { pointAt, textOf } from './text-map';

/** A block that takes highlights, and the element with its text. */
export interface Passage {
  block: string;
  element: HTMLElement;
}

/** As many code points of context as the core keeps. */
const CONTEXT = 32;

export function partOf(block: string, text: string, start: number, end: number): HighlightPart | null {
  const chosen = slicePoints(text, start, end);
  const exact = chosen.trim();
  if (exact === '') return null;
  const from = start + pointsIn(chosen.slice(0, chosen.length - chosen.trimStart().length));
  const to = from + pointsIn(exact);
  return {
    block,
    start: from,
    end: to,
    exact,
    prefix: slicePoints(text, Math.max(0, from - CONTEXT), from),
    suffix: slicePoints(text, to, to + CONTEXT),
  };
}

/** Empty when nothing that can be highlighted is selected. */
export function partsOf(range: Range, passages: readonly Passage[]): HighlightPart[] {
  if (range.collapsed) return [];
  return passages.flatMap(({ block, element }) => {
    if (!range.intersectsNode(element)) return [];
    const start = pointAt(element, range.startContainer, range.startOffset);
    const end = pointAt(element, range.endContainer, range.endOffset);
    const part = end > start ? partOf(block, textOf(element), start, end) : null;
    return part ? [part] : [];
  });
}

export const quoteOf = (parts: readonly HighlightPart[]) => parts.map((part) => part.exact).join('\n');
