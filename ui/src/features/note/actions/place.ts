/** Where a note can be put: lessons of the current course, and tools. */
import { m } from '#messages';
import type { CourseMap, NoteAt, ToolCard } from '../../../api/bindings';

export const NOWHERE: NoteAt = { course: null, lesson: null, block: null, highlight: null, tool: null };

export interface Spot {
  key: string;
  label: string;
  /** The module, or “Workbook”. */
  detail: string;
  at: NoteAt;
}

export function spots(map: CourseMap | undefined, tools: readonly ToolCard[]): Spot[] {
  const lessons = (map?.modules ?? []).flatMap((module) =>
    module.lessons.map((lesson) => ({
      key: lesson.id,
      label: m.notes_lesson_named({ number: lesson.number, title: lesson.title }),
      detail: m.notes_module_named({ module: module.number, title: module.title }),
      at: { ...NOWHERE, course: map?.id ?? null, lesson: lesson.id },
    })),
  );
  const workbook = tools.map((tool) => ({
    key: tool.tool,
    label: tool.title,
    detail: m.notes_tool_in({ module: tool.module }),
    at: { ...NOWHERE, tool: tool.tool },
  }));
  return [...lessons, ...workbook];
}

/** Every word of the text is in the label or the detail. */
export function matching(all: readonly Spot[], text: string): Spot[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((spot) => {
    const hay = `${spot.label} ${spot.detail}`.toLocaleLowerCase();
    return words.every((word) => hay.includes(word));
  });
}
