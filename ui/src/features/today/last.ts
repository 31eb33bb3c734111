/** The last note and the last tool, as Today says them. */
import { m } from '#messages';
import type { NoteCard, NotePlace, ToolCard } from '../../api/bindings';
import { hrefOf } from '../../shell/router.svelte';

export interface LastThing {
  label: string;
  title: string;
  href: string;
  text: string | null;
  place: string | null;
  at: string | null;
}

export function lastNote({ id, title, excerpt, place, updated_at }: NoteCard): LastThing {
  const words = excerpt.replace(/\s+/g, ' ').trim();
  return {
    label: m.today_last_note(),
    title: title || words || m.today_note_empty(),
    href: hrefOf({ name: 'notes', note: id }),
    text: title && words ? words : null,
    place: place && placeInWords(place),
    at: updated_at,
  };
}

/** “4.4 Where the gap comes from”; nothing when its lesson is gone. */
function placeInWords({ number, title, tool, module }: NotePlace): string | null {
  if (number !== null && title !== null) return m.today_note_place({ number, title });
  return tool !== null && module !== null ? m.today_tool_place({ module }) : null;
}

export function lastTool({ tool, title, finding, module, updated_at }: ToolCard): LastThing {
  return {
    label: m.today_last_tool(),
    title,
    href: hrefOf({ name: 'workbook', tool }),
    text: finding,
    place: m.today_tool_place({ module }),
    at: updated_at,
  };
}
