/** A step function: each point says what holds from its budget on. */
import type { CurvePoint } from '../../../api/bindings';
import type { Scale } from './scale';

export interface Point {
  x: number;
  y: number;
}

const NEAR = 1e-9;

/** The value at a budget; null below the first point. */
export function valueAt(curve: readonly CurvePoint[], budget: number): number | null {
  const reached = curve.findLast((point) => point.budget <= budget + NEAR);
  return reached ? reached.value : null;
}

/** The corners of what is drawn of a curve inside the range of the budgets. */
export function corners(curve: readonly CurvePoint[], x: Scale, y: Scale): Point[] {
  const line: Point[] = [];
  const first = curve[0];
  if (!first || first.budget > x.to + NEAR) return line;
  const start = Math.max(first.budget, x.from);
  let value = valueAt(curve, start) ?? first.value;
  line.push({ x: x.at(start), y: y.at(value) });
  for (const point of curve) {
    if (point.budget <= start + NEAR || point.budget > x.to + NEAR || point.value === value) continue;
    line.push({ x: x.at(point.budget), y: y.at(value) }, { x: x.at(point.budget), y: y.at(point.value) });
    value = point.value;
  }
  line.push({ x: x.at(x.to), y: y.at(value) });
  return line;
}

export function pathOf(points: readonly Point[]): string {
  const round = (value: number) => Number(value.toFixed(2));
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
}

/** Where a drawn curve is highest between two places: smallest y; null where it is not. */
export function topBetween(points: readonly Point[], from: number, to: number): number | null {
  const here = spanned(points, from, to);
  return here.length > 0 ? Math.min(...here) : null;
}

/** Where a drawn curve is lowest between two places: greatest y; null where it is not. */
export function bottomBetween(points: readonly Point[], from: number, to: number): number | null {
  const here = spanned(points, from, to);
  return here.length > 0 ? Math.max(...here) : null;
}

function spanned(points: readonly Point[], from: number, to: number): number[] {
  const ys: number[] = [];
  for (let index = 1; index < points.length; index++) {
    const [a, b] = [points[index - 1], points[index]];
    if (a && b && b.x >= from && a.x <= to) ys.push(a.y, b.y);
  }
  return ys;
}
