import { expect, test, vi } from 'vitest';
import { endingInside, lastAbove, spotAt, type Box } from './geometry';

/** Blocks of these heights with a gap of 10, the first beginning at `start`. */
function column(heights: number[], start = 0) {
  let top = start;
  const boxes: Box[] = heights.map((height) => {
    const box = { top, bottom: top + height };
    top += height + 10;
    return box;
  });
  return { count: boxes.length, box: vi.fn((index: number) => boxes[index] ?? { top: 0, bottom: 0 }) };
}

test('the block at the line, with how much of it is above', () => {
  expect(spotAt(column([100, 200], -50), 0)).toEqual({ index: 0, fraction: 0.5, offset: 50 });
  expect(spotAt(column([100, 200], -160), 0)).toEqual({ index: 1, fraction: 0.25, offset: 50 });
});

test('in a gap it is the end of the block before', () => {
  expect(spotAt(column([100, 200], -105), 0)).toEqual({ index: 0, fraction: 1, offset: 105 });
});

test('above all blocks it is the start of the first', () => {
  expect(spotAt(column([100], 150), 0)).toEqual({ index: 0, fraction: 0, offset: 0 });
  expect(spotAt(column([]), 0)).toBeNull();
});

test('a block that begins half a pixel below the line is the one at it', () => {
  expect(spotAt(column([100, 100], -109.5), 0)?.index).toBe(1);
});

test('an empty block has no fraction', () => {
  expect(spotAt(column([0], 0), 0)).toEqual({ index: 0, fraction: 0, offset: 0 });
});

test('ends inside the window, tall blocks by their bottom', () => {
  // 0–100, 110–1110, 1120–1220
  const blocks = column([100, 1000, 100], -50);
  expect(endingInside(blocks, 500)).toEqual([0, 1]);
  expect(endingInside(column([100, 1000, 100], -700), 500)).toEqual([1, 2]);
  expect(endingInside(column([100, 1000, 100], -2000), 500)).toEqual([3, 3]);
});

test('a thousand blocks take ten looks', () => {
  const blocks = column(Array.from({ length: 1000 }, () => 40), -20_000);
  expect(lastAbove(blocks, 0)).toBe(400);
  expect(blocks.box.mock.calls.length).toBeLessThanOrEqual(11);
});
