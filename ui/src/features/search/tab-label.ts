import { m } from '#messages';
import type { SearchKind } from '../../api/bindings';

export function tabLabel(kind: SearchKind | null): string {
  const labels: Record<SearchKind, () => string> = {
    lesson: m.search_tab_lesson,
    note: m.search_tab_note,
    reflection: m.search_tab_reflection,
    tool: m.search_tab_tool,
  };
  return kind === null ? m.search_everything() : labels[kind]();
}
