/** Everything that the frontier's chart draws, computed from the numbers and the room. */
import { m } from '#messages';
import type { CurvePoint } from '../../../api/bindings';
import { fits, inset, placeLabels, type Box, type Label, type Placed } from './labels';
import { around, scale, ticks } from './scale';
import { bottomBetween, corners, topBetween, valueAt, type Point } from './steps';

export interface PlotInput {
  best: readonly CurvePoint[];
  yours: readonly CurvePoint[];
  least: number;
  greatest: number;
  /** Only a part of all budgets is shown: the values may begin above zero. */
  close?: boolean;
  budget: number | null;
  /** `€18.0m` */
  amount: string;
  /** Name of the forced project, or how many are. */
  forced: string;
  points: (value: number) => string;
}

export interface Room {
  width: number;
  height: number;
  /** Text size in px. */
  size: number;
  measure: (text: string) => number;
}

export type LabelKind = 'best' | 'lost' | 'yours' | 'frontier' | 'with';

export interface Plot {
  inner: Box;
  xs: { at: number; value: number }[];
  ys: { at: number; value: number }[];
  best: Point[];
  yours: Point[];
  x: number | null;
  bestAt: Point | null;
  yoursAt: Point | null;
  labels: (Placed & { kind: LabelKind })[];
}

export function plotOf(input: PlotInput, room: Room): Plot {
  const inner = innerOf(input, room);
  const right = inner.left + inner.width;
  const floor = inner.top + inner.height;
  const x = scale([input.least, input.greatest], [inner.left, right]);
  const y = scale(valueRange(input), [floor, inner.top]);
  const best = corners(input.best, x, y);
  const yours = corners(input.yours, x, y);
  const marker = (curve: readonly CurvePoint[]) => {
    if (input.budget === null) return null;
    const value = valueAt(curve, input.budget);
    return value === null ? null : { x: x.at(input.budget), y: y.at(value) };
  };
  const plot: Plot = {
    inner,
    xs: ticks([x.from, x.to], Math.max(2, Math.floor(inner.width / (room.size * 4)))).map((value) => ({ value, at: x.at(value) })),
    ys: ticks([y.from, y.to], 6).map((value) => ({ value, at: y.at(value) })),
    best,
    yours,
    x: input.budget === null ? null : x.at(input.budget),
    bestAt: marker(input.best),
    yoursAt: marker(input.yours),
    labels: [],
  };
  plot.labels = labelsOf(input, plot, room);
  return plot;
}

/** The values that are on the chart. */
export function valueRange({ best, yours, least, greatest, close }: Pick<PlotInput, 'best' | 'yours' | 'least' | 'greatest' | 'close'>): [number, number] {
  const inRange = (curve: readonly CurvePoint[]) => [
    ...curve.filter(({ budget }) => budget >= least && budget <= greatest).map(({ value }) => value),
    ...[least, greatest].map((budget) => valueAt(curve, budget)).filter((value) => value !== null),
  ];
  return around([...inRange(best), ...inRange(yours)], 5, close);
}

function innerOf(input: PlotInput, { width, height, size, measure }: Room): Box {
  const widest = Math.max(...valueRange(input).map((value) => measure(input.points(value))), measure('100'));
  const left = Math.ceil(widest + size * 1.1);
  return { left, top: size * 0.7, width: Math.max(1, width - left - 8), height: Math.max(1, height - size * 3) };
}

interface Named extends Label {
  kind: LabelKind;
}

function labelsOf(input: PlotInput, plot: Plot, room: Room): Plot['labels'] {
  const height = Math.ceil(room.size * 1.3);
  const label = (kind: LabelKind, text: string, places: (width: number) => Point[]): Named => {
    const width = Math.ceil(room.measure(text));
    return { kind, text, width, height, places: places(width) };
  };
  const { bestAt, yoursAt, inner } = plot;
  const floor = inner.top + inner.height;
  const stem = plot.x !== null ? [{ x: plot.x, y: (yoursAt ?? bestAt)?.y ?? floor }, { x: plot.x, y: floor }] : [];
  const lines = [plot.best, plot.yours, stem, bestAt && yoursAt ? [bestAt, yoursAt] : []];
  const taken: Box[] = [bestAt, yoursAt].flatMap((at) => (at ? [{ left: at.x - 8, top: at.y - 8, width: 16, height: 16 }] : []));

  const wanted: Named[] = [];
  if (bestAt) {
    const text = m.tool_chart_best({ budget: input.amount, points: input.points(valueOf(input.best, input)) });
    wanted.push(label('best', text, (width) => beside(bestAt, width, height, -1)));
  }
  const lost = bestAt && yoursAt ? valueOf(input.best, input) - valueOf(input.yours, input) : 0;
  if (bestAt && yoursAt && lost > 0.005) {
    const words = { points: input.points(valueOf(input.yours, input)), lost: input.points(lost) };
    const gap = label('lost', m.tool_chart_lost({ points: words.lost }), (width) => inGap(bestAt, yoursAt, width, height));
    // Too narrow a gap: one label says both.
    const own = fits(gap, inner, lines, taken);
    const text = own ? m.tool_chart_yours(words) : m.tool_chart_yours_lost(words);
    if (own) wanted.push(gap);
    wanted.push(label('yours', text, (width) => beside(yoursAt, width, height, 1)));
  }
  if (plot.best.length > 1) {
    wanted.push(label('frontier', m.tool_chart_frontier(), (width) => along(plot, plot.best, width, height, -1)));
  }
  if (plot.yours.length > 1) {
    const named = (text: string) => label('with', text, (width) => along(plot, plot.yours, width, height, 1));
    const full = named(m.tool_chart_with({ forced: input.forced }));
    const around = placeLabels(wanted, inner, lines, taken).map((box) => inset(box, -7));
    const free = full.places.filter((place) => fits({ ...full, places: [place] }, inner, lines, [...taken, ...around]));
    const whole = full.width < inner.width * 0.62 && free.length > 0;
    wanted.push(whole ? { ...full, places: free } : named(m.tool_chart_with_any()));
  }
  const placed = placeLabels(wanted, inner, lines, taken);
  return placed.flatMap((each, index) => (wanted[index] ? [{ ...each, kind: wanted[index].kind }] : []));
}

/** Beside the bar between the two markers, inside it. */
function inGap(bestAt: Point, yoursAt: Point, width: number, height: number): Point[] {
  const middle = (bestAt.y + yoursAt.y) / 2 - height / 2;
  const most = Math.max(0, (yoursAt.y - bestAt.y - height) / 2);
  const ys = [0, -0.5, 0.5, -1, 1].map((shift) => middle + shift * most);
  return ys.flatMap((y) => [{ x: bestAt.x + 9, y }, { x: bestAt.x - width - 9, y }]);
}

function valueOf(curve: readonly CurvePoint[], { budget }: PlotInput): number {
  return (budget === null ? null : valueAt(curve, budget)) ?? 0;
}

/** Beside a marker: on its outer side first (−1 above, 1 below), left above and right below. */
function beside({ x, y }: Point, width: number, height: number, side: 1 | -1): Point[] {
  const outer = side === -1 ? y - height - 4 : y + 2;
  const inner = side === -1 ? y + 4 : y - height - 4;
  const left = { x: x - width - 12, y: outer };
  const right = { x: x + 14, y: outer };
  const first = side === -1 ? [left, right] : [right, left];
  const further = first.map((place) => ({ ...place, y: outer + side * height }));
  return [...first, ...further, ...first.map((place) => ({ ...place, y: inner }))];
}

/** Along a curve, on one side of it (−1 above, 1 below), near its right end first. */
function along(plot: Plot, curve: Point[], width: number, height: number, side: 1 | -1): Point[] {
  const { left, width: room } = plot.inner;
  const places: Point[] = [];
  const fractions = side === 1 ? [1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.3, 0.2, 0.1] : [0.72, 0.66, 0.8, 0.88, 0.6, 0.95, 0.4, 0.3, 0.2];
  for (const gap of [6, 14, 24, 36, 48]) {
    for (const fraction of fractions) {
      const x = Math.min(left + room * fraction, left + room) - width;
      const edge = side === -1 ? topBetween(curve, x - 4, x + width + 4) : bottomBetween(curve, x - 4, x + width + 4);
      if (edge !== null && x >= left) places.push({ x, y: side === -1 ? edge - height - gap + 2 : edge + gap });
    }
  }
  return places;
}
