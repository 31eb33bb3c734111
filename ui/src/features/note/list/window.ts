/** Which rows of a long list are in sight: all rows are equally high. */

/** Rows before and after, so that scrolling shows no gap. */
const SPARE = 6;
/** Where nothing can be measured, such as in tests. */
const UNKNOWN = 40;

export interface Range {
  first: number;
  /** One past the last. */
  end: number;
}

export function visible(scrollTop: number, height: number, row: number, total: number): Range {
  if (height <= 0 || row <= 0) return { first: 0, end: Math.min(total, UNKNOWN) };
  const first = Math.max(0, Math.floor(scrollTop / row) - SPARE);
  const end = Math.min(total, Math.ceil((scrollTop + height) / row) + SPARE);
  return { first: Math.min(first, end), end };
}

/** Their indices, and that of the row with the focus wherever it is. */
export function indices({ first, end }: Range, focused: number | null, total: number): number[] {
  const range = Array.from({ length: end - first }, (_, at) => first + at);
  if (focused === null || focused >= total || (focused >= first && focused < end)) return range;
  return focused < first ? [focused, ...range] : [...range, focused];
}

/** The pages that hold them. */
export function pagesOf({ first, end }: Range, size: number): number[] {
  if (end <= first) return [0];
  const [from, to] = [Math.floor(first / size), Math.floor((end - 1) / size)];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
