/**
 * Where the reader is, from the boxes of the blocks. Blocks stand below each other, so a few
 * measurements find the one at a line, however long the lesson.
 */

/** Distances from the top of the window's text area, px. */
export interface Box {
  top: number;
  bottom: number;
}

/** What a lesson looks like to the arithmetic below. */
export interface Column {
  count: number;
  box: (index: number) => Box;
}

/** Index of the last block that begins at or above the line; -1 when all begin below it. */
export function lastAbove(column: Column, line: number): number {
  let [low, high] = [0, column.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column.box(middle).top <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the first block that ends below the line; `count` when all end above it. */
export function firstEndingBelow(column: Column, line: number): number {
  let [low, high] = [0, column.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column.box(middle).bottom > line) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface Spot {
  index: number;
  /** How much of the block is above the line, 0 to 1. */
  fraction: number;
  /** The same in px; more than the block's height in the gap below it. */
  offset: number;
}

// Half a pixel of rounding must not name the block before.
const ROUNDING = 0.75;

/** The block at the line. Above all blocks it is the start of the first one; null without blocks. */
export function spotAt(column: Column, line: number): Spot | null {
  if (column.count === 0) return null;
  const index = lastAbove(column, line + ROUNDING);
  if (index < 0) return { index: 0, fraction: 0, offset: 0 };
  const { top, bottom } = column.box(index);
  const offset = Math.max(0, line - top);
  const height = bottom - top;
  return { index, offset, fraction: height > 0 ? Math.min(1, offset / height) : 0 };
}

/** The blocks that end inside the window, first and one past the last. */
export function endingInside(column: Column, height: number): [number, number] {
  return [firstEndingBelow(column, 0), firstEndingBelow(column, height + ROUNDING)];
}
