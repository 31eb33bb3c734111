/** Notes beside their passages: each at its height, pushed down where another one is in the way. */

export interface Anchor {
  id: string;
  /** Where it would like to begin, px. */
  top: number;
  height: number;
}

export const GAP = 18;

/** Where each begins. The order of the passages is kept; equal heights keep the order given. */
export function stack(anchors: readonly Anchor[], gap = GAP): Map<string, number> {
  const tops = new Map<string, number>();
  let free = -Infinity;
  for (const { id, top, height } of anchors.toSorted((one, other) => one.top - other.top)) {
    const at = Math.max(top, free);
    tops.set(id, at);
    free = at + height + gap;
  }
  return tops;
}
