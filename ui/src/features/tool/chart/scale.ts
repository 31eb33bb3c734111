/** Linear scales and the numbers that are written along them. */

export interface Scale {
  from: number;
  to: number;
  /** Where a value is drawn. */
  at: (value: number) => number;
}

export function scale([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  const span = to - from || 1;
  return { from, to, at: (value) => start + ((value - from) / span) * (end - start) };
}

/** 1, 2 or 5 times a power of ten: the smallest that makes at most `most` steps of a span. */
export function niceStep(span: number, most: number): number {
  if (!(span > 0) || most < 1) return 1;
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return clean(factor * power);
}

/** The multiples of a nice step inside a range. */
export function ticks([from, to]: readonly [number, number], most: number): number[] {
  const step = niceStep(to - from, most);
  const all: number[] = [];
  for (let index = Math.ceil(from / step - 1e-6); index <= to / step + 1e-6; index++) all.push(clean(index * step));
  return all;
}

/**
 * The range of an axis around values: from a half step below to just above them, and from zero where the values come
 * near it. `close`: as near to them as round numbers allow.
 */
export function around(values: readonly number[], most: number, close = false): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const from = low >= 0 && !close && low < high * 0.25 ? 0 : low;
  if (high <= from) return from === 0 ? [0, 1] : [Math.min(0, from), Math.max(0, from)];
  const step = niceStep(high - from, most);
  return [clean(Math.floor((from / step) * 2) * (step / 2)), clean(Math.ceil((high / step) * 10) * (step / 10))];
}

/** Without binary rounding noise. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
