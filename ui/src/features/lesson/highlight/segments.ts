/** Highlights that lie over each other, as pieces that do not. */

export interface Span {
  id: string;
  start: number;
  end: number;
}

export interface Segment {
  start: number;
  end: number;
  /** Shortest highlight first: the one that a click means. */
  ids: string[];
}

/** `lengths` orders by the whole highlight, which may go on in other blocks. */
export function segmentsOf(spans: readonly Span[], lengths?: ReadonlyMap<string, number>): Segment[] {
  const real = spans.filter(({ start, end }) => end > start);
  const length = ({ id, start, end }: Span) => lengths?.get(id) ?? end - start;
  const ordered = real.toSorted((one, other) => length(one) - length(other) || other.start - one.start);
  const edges = [...new Set(real.flatMap(({ start, end }) => [start, end]))].sort((one, other) => one - other);
  return edges.slice(0, -1).flatMap((start, index) => {
    const end = edges[index + 1] ?? start;
    const over = ordered.filter((span) => span.start <= start && span.end >= end).map(({ id }) => id);
    const ids = [...new Set(over)];
    return ids.length > 0 ? [{ start, end, ids }] : [];
  });
}

/** The same segments have the same signature. */
export const signature = (segments: readonly Segment[]) =>
  segments.map(({ start, end, ids }) => `${start}-${end}:${ids.join(' ')}`).join();
