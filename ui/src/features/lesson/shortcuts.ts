/** The keys of the reader. */
import { m } from '#messages';
import type { Neighbour } from '../../api/bindings';
import { keys } from '../../shell/keyboard';

export interface ReaderActions {
  outline: () => void;
  print: () => void;
  previous: () => Neighbour | null;
  next: () => Neighbour | null;
  go: (lesson: Neighbour) => void;
  highlight: () => void;
  note: () => void;
  card: () => void;
}

export function readerKeys(actions: ReaderActions): () => void {
  const group = m.lesson_shortcuts();
  const step = (to: () => Neighbour | null) => ({
    when: () => to() !== null,
    run: () => {
      const lesson = to();
      if (lesson) actions.go(lesson);
    },
  });
  return keys.register(
    { chord: 'mod+\\', label: m.lesson_shortcut_outline(), group, run: actions.outline },
    { chord: '[', label: m.lesson_shortcut_previous(), group, ...step(actions.previous) },
    { chord: ']', label: m.lesson_shortcut_next(), group, ...step(actions.next) },
    { chord: 'h', label: m.highlight_shortcut(), group, run: actions.highlight },
    { chord: 'm', label: m.highlight_shortcut_note(), group, run: actions.note },
    { chord: 'c', label: m.highlight_shortcut_card(), group, run: actions.card },
    { chord: 'mod+p', label: m.lesson_print(), group, run: actions.print },
  );
}
