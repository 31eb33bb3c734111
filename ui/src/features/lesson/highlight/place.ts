/** Where the small bar of actions stands: below the passage, above it where there is no room. */

export interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const GAP = 8;

/** Null while the passage is out of sight. */
export function placeBar(lines: readonly Box[], size: { width: number; height: number }, area: Box): { left: number; top: number } | null {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last || last.bottom < area.top || first.top > area.bottom) return null;
  const room = area.right - size.width - GAP;
  const left = Math.max(area.left + GAP, Math.min(lines.length > 1 ? Math.min(first.left, last.left) : last.left, room));
  const below = last.bottom + GAP;
  const above = first.top - GAP - size.height;
  if (below + size.height <= area.bottom - GAP) return { left, top: below };
  if (above >= area.top + GAP) return { left, top: above };
  return { left, top: area.bottom - size.height - GAP };
}
