/** Shortcuts as people read them: by group, one line a deed, with all its keys. */
import { isSingleKey, keyCaps, parseChord, type Shortcut } from './keyboard';

export type ShortcutLine = Pick<Shortcut, 'chord' | 'label' | 'group'>;

export interface ShortcutGroup {
  label: string;
  lines: { label: string; chords: string[] }[];
}

/** In the order of first appearance; the same deed under two chords is one line. */
export function groupShortcuts(shortcuts: readonly ShortcutLine[]): ShortcutGroup[] {
  const groups: ShortcutGroup[] = [];
  for (const { chord, label, group } of shortcuts) {
    let found = groups.find((each) => each.label === group);
    if (!found) groups.push((found = { label: group, lines: [] }));
    const line = found.lines.find((each) => each.label === label);
    if (!line) found.lines.push({ label, chords: [chord] });
    else if (!line.chords.includes(chord)) line.chords.push(chord);
  }
  return groups;
}

/** Key caps of each chord of a line. */
export const capsOf = (chords: readonly string[]) => chords.map((chord) => keyCaps(chord));

/** True when the switch for single keys silences the line. */
export const isSilenced = (chords: readonly string[]) => chords.every((chord) => isSingleKey(parseChord(chord)));
