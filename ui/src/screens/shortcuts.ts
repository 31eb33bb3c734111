/** Every shortcut of the app, for Settings: those of this window, and those of screens that are not open now. */
import { m } from '#messages';
import { sittingShortcuts } from '../features/assessment';
import { reviewShortcuts } from '../features/review';
import { keys } from '../shell/keyboard';
import { groupShortcuts, type ShortcutGroup, type ShortcutLine } from '../shell/shortcuts';

/** Screens that are not open register nothing: their keys are named here. */
export function elsewhere(): ShortcutLine[] {
  const lesson = m.lesson_shortcuts();
  return [
    { chord: 'enter', label: m.today_action_enter(), group: m.shell_today() },
    { chord: 'mod+\\', label: m.lesson_shortcut_outline(), group: lesson },
    { chord: '[', label: m.lesson_shortcut_previous(), group: lesson },
    { chord: ']', label: m.lesson_shortcut_next(), group: lesson },
    { chord: 'h', label: m.highlight_shortcut(), group: lesson },
    { chord: 'm', label: m.highlight_shortcut_note(), group: lesson },
    { chord: 'c', label: m.highlight_shortcut_card(), group: lesson },
    { chord: 'mod+p', label: m.lesson_print(), group: lesson },
    { chord: 'mod+e', label: m.tool_export_pdf(), group: m.tool_workbook() },
    { chord: 'mod+e', label: m.direction_export_action(), group: m.direction_title() },
    { chord: 'mod+p', label: m.direction_print(), group: m.direction_title() },
    { chord: 'n', label: m.notes_new(), group: m.notes_title() },
    { chord: '/', label: m.notes_shortcut_find(), group: m.notes_title() },
    { chord: 'mod+e', label: m.notes_export(), group: m.notes_title() },
    ...reviewShortcuts(),
    ...sittingShortcuts(),
    { chord: 'n', label: m.due_shortcut_new(), group: m.due_title() },
    { chord: 'mod+e', label: m.due_export(), group: m.due_title() },
    { chord: '/', label: m.glossary_find(), group: m.glossary_title() },
  ];
}

export function everyShortcut(): ShortcutGroup[] {
  return groupShortcuts([...keys.list({ silenced: true }), ...elsewhere()]);
}
