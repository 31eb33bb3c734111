/** Which notes the list shows, and what it says when there are none. */
import { m } from '#messages';
import type { NoteFilter, NoteOrder } from '../../../api/bindings';

export interface ModuleChoice {
  course: string;
  module: number;
}

export interface Filter {
  text: string;
  module: ModuleChoice | null;
  tag: string | null;
  order: NoteOrder;
  detached: boolean;
  trash: boolean;
}

export const NO_FILTER: Readonly<Filter> = {
  text: '',
  module: null,
  tag: null,
  order: 'newest',
  detached: false,
  trash: false,
};

export function toInput(filter: Filter, offset: number, limit: number): NoteFilter {
  return {
    text: filter.text.trim(),
    course: filter.module?.course ?? null,
    module: filter.module?.module ?? null,
    lesson: null,
    tag: filter.tag,
    tool: null,
    detached: filter.detached,
    trash: filter.trash,
    order: filter.order,
    offset,
    limit,
  };
}

/** Something narrows the list down. */
export const isNarrowed = (filter: Filter) =>
  filter.text.trim() !== '' || filter.module !== null || filter.tag !== null || filter.detached;

export interface EmptyText {
  title: string;
  text: string;
  /** The one action: begin a note, or show all again. */
  action: 'new' | 'all' | null;
}

/** One line and one action. */
export function emptyText(filter: Filter, all: number): EmptyText {
  const text = filter.text.trim();
  if (text !== '') return { title: m.notes_none_match({ text }), text: m.notes_none_match_text(), action: 'all' };
  if (filter.trash) return { title: m.notes_none_trash(), text: m.notes_none_trash_text(), action: null };
  if (filter.detached) return { title: m.notes_none_detached(), text: m.notes_none_detached_text(), action: 'all' };
  if (filter.tag !== null) return { title: m.notes_none_tag({ tag: filter.tag }), text: '', action: 'all' };
  if (filter.module !== null) {
    return { title: m.notes_none_module({ module: filter.module.module }), text: m.notes_none_module_text(), action: 'all' };
  }
  return all === 0
    ? { title: m.notes_none(), text: m.notes_none_text(), action: 'new' }
    : { title: m.notes_none_here(), text: '', action: 'all' };
}
