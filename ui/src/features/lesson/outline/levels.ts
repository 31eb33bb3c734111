/**
 * Heading levels as they are shown: authors skip levels, and a text may begin at h6. Below the
 * lesson's title (h1) each goes at most one level deeper than the one before.
 */
import type { Block } from '../../../api/bindings';

export type Level = 2 | 3 | 4 | 5 | 6;

export function shownLevels(blocks: readonly Block[]): Map<string, Level> {
  const levels = new Map<string, Level>();
  const open: number[] = [];
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    while ((open.at(-1) ?? 0) >= block.level) open.pop();
    open.push(block.level);
    levels.set(block.id, Math.min(6, open.length + 1) as Level);
  }
  return levels;
}
