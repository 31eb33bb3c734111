/**
 * The key map. A chord is written `mod+k`, `shift+f6`, `?`, `[`; `mod` is Ctrl, or Cmd on a Mac.
 * Single keys are silent in text fields and can be switched off; nothing fires below a dialog.
 */
import { isTextField } from '../shared/a11y/focus';

export interface Shortcut {
  chord: string;
  /** What it does, for the sheet of all shortcuts. */
  label: string;
  /** Heading on that sheet. */
  group: string;
  run: (event: KeyboardEvent) => void;
  /** Asked at the moment of the key press. */
  when?: () => boolean;
  /** Leave text fields alone although it has a modifier, such as `mod+z`. */
  notInText?: boolean;
  /** Also works while a dialog is open. */
  inDialogs?: boolean;
  /** Gives way to any other shortcut of the same chord, whichever was registered last. */
  yields?: boolean;
}

interface Chord {
  key: string;
  mod: boolean;
  alt: boolean;
  shift: boolean;
}

export function parseChord(text: string): Chord {
  const parts = text.toLowerCase().split('+');
  // `+` itself: "+" and "mod++" split into empty strings.
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) ?? '');
  return { key, mod: parts.includes('mod'), alt: parts.includes('alt'), shift: parts.includes('shift') };
}

/** A printable key on its own: what a text field would take as text. */
export const isSingleKey = (chord: Chord) => !chord.mod && !chord.alt && chord.key.length === 1;

function matches(chord: Chord, event: KeyboardEvent, mac: boolean): boolean {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (mod !== chord.mod || other || event.altKey !== chord.alt) return false;
  if (event.key.toLowerCase() !== chord.key) return false;
  // Where a symbol sits differs by keyboard: `?` is Shift on one and not on another.
  const symbol = chord.key.length === 1 && chord.key.toLowerCase() === chord.key.toUpperCase();
  return symbol || event.shiftKey === chord.shift;
}

const CAPS: Record<string, string> = {
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  ' ': 'Space',
};

/** Key caps of a chord: `mod+k` → Ctrl, K (⌘, K on a Mac). */
export function keyCaps(text: string, mac = isMac()): string[] {
  const chord = parseChord(text);
  const key = CAPS[chord.key] ?? chord.key.charAt(0).toUpperCase() + chord.key.slice(1);
  return [
    ...(chord.mod ? [mac ? '⌘' : 'Ctrl'] : []),
    ...(chord.alt ? [mac ? '⌥' : 'Alt'] : []),
    ...(chord.shift ? [mac ? '⇧' : 'Shift'] : []),
    key,
  ];
}

export function isMac(): boolean {
  return /mac/i.test(navigator.userAgent);
}

export class KeyMap {
  readonly #shortcuts = new Set<Shortcut>();
  /** Reads the preference at each key press. */
  singleKeys: () => boolean = () => true;

  constructor(readonly mac: boolean = isMac()) {}

  /** Adds shortcuts and returns the way to take them out again: the shape `$effect` wants. */
  register(...shortcuts: Shortcut[]): () => void {
    for (const shortcut of shortcuts) this.#shortcuts.add(shortcut);
    return () => {
      for (const shortcut of shortcuts) this.#shortcuts.delete(shortcut);
    };
  }

  /**
   * For the `?` sheet: what works now, in the order of registration, one line per chord.
   * `silenced` adds single keys that are switched off.
   */
  list({ silenced = false } = {}): Shortcut[] {
    const byChord = new Map<string, Shortcut>();
    for (const shortcut of this.#shortcuts) {
      if (shortcut.when?.() === false || (shortcut.yields && byChord.has(shortcut.chord))) continue;
      if (!silenced && isSingleKey(parseChord(shortcut.chord)) && !this.singleKeys()) continue;
      byChord.set(shortcut.chord, shortcut);
    }
    return [...byChord.values()];
  }

  /** Runs the shortcut of a key press, the one registered last first. True when there was one. */
  handle = (event: KeyboardEvent): boolean => {
    if (event.defaultPrevented || event.isComposing) return false;
    const inText = isTextField(event.target);
    const dialog = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
    const latest = [...this.#shortcuts].reverse();
    for (const shortcut of [...latest.filter((each) => !each.yields), ...latest.filter((each) => each.yields)]) {
      const chord = parseChord(shortcut.chord);
      if (!matches(chord, event, this.mac)) continue;
      if (dialog && !shortcut.inDialogs) continue;
      if (isSingleKey(chord) && (inText || !this.singleKeys())) continue;
      if (inText && shortcut.notInText) continue;
      if (shortcut.when?.() === false) continue;
      event.preventDefault();
      shortcut.run(event);
      return true;
    }
    return false;
  };

  /** Listens on the window until the returned function is called. */
  start(): () => void {
    const onkeydown = (event: KeyboardEvent) => void this.handle(event);
    window.addEventListener('keydown', onkeydown);
    return () => window.removeEventListener('keydown', onkeydown);
  }
}

export const keys = new KeyMap();
