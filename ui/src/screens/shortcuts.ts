/** Every shortcut of the app, for Settings: those of this window, and those of screens that are not open now. */
import { keys } from '../shell/keyboard';
import { groupShortcuts, type ShortcutGroup, type ShortcutLine } from '../shell/shortcuts';

/** Screens that are not open register nothing: their keys are named here. */
const ELSEWHERE: (() => ShortcutLine[])[] = [];

export function everyShortcut(): ShortcutGroup[] {
  const here = keys.list({ silenced: true });
  return groupShortcuts([...here, ...ELSEWHERE.flatMap((lines) => lines())]);
}
