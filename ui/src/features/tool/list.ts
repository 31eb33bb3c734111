/** The workbook's opening sentence, from facts only. */
import { m } from '#messages';
import type { ToolCard } from '../../api/bindings';
import { inWords, sentence } from '../../shared/format/words';

export function workbookSentence(tools: readonly Pick<ToolCard, 'started' | 'results'>[]): string {
  const kept = tools.reduce((sum, tool) => sum + tool.results, 0);
  const first = usedSentence(tools.length, tools.filter((tool) => tool.started).length);
  return kept === 0 ? first : `${first} ${m.tool_list_kept({ kept, count: sentence(inWords(kept)) })}`;
}

function usedSentence(count: number, used: number): string {
  const tools = inWords(count);
  if (count === 0) return m.tool_list_none();
  if (used === 0) return m.tool_list_unused({ tools: count, count: tools });
  if (used === count) return m.tool_list_all({ tools: count, count: tools });
  return m.tool_list_used({ used: inWords(used), count: tools });
}

/** The tools of each module, modules by their number. */
export function modulesOf<T extends Pick<ToolCard, 'module'>>(tools: readonly T[]): { module: number; tools: T[] }[] {
  const numbers = [...new Set(tools.map(({ module }) => module))].sort((a, b) => a - b);
  return numbers.map((module) => ({ module, tools: tools.filter((tool) => tool.module === module) }));
}
