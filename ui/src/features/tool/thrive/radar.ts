/** The corners of a radar: the first dimension on top, the others clockwise. */
import type { Point } from '../chart/steps';

/** Where a share of the radius (0 to 1) lies on an axis. */
export function corner(index: number, count: number, share: number, centre: Point, radius: number): Point {
  const angle = (index / count) * 2 * Math.PI - Math.PI / 2;
  return { x: centre.x + Math.cos(angle) * radius * share, y: centre.y + Math.sin(angle) * radius * share };
}

/** Points of a polygon for scores of 0 to 100; none when a score is missing. */
export function polygon(scores: readonly (number | null | undefined)[], centre: Point, radius: number): string {
  if (scores.some((score) => score === null || score === undefined)) return '';
  return scores
    .map((score, index) => corner(index, scores.length, Math.min(100, Math.max(0, score ?? 0)) / 100, centre, radius))
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
}

/** How a label stands at the end of its axis. */
export function anchorOf(index: number, count: number): 'start' | 'middle' | 'end' {
  const { x } = corner(index, count, 1, { x: 0, y: 0 }, 1);
  if (Math.abs(x) < 0.1) return 'middle';
  return x > 0 ? 'start' : 'end';
}
