/** What the palette can do besides finding: go places, and the deeds of the app. */
import Archive from '@lucide/svelte/icons/archive';
import BookA from '@lucide/svelte/icons/book-a';
import BookOpen from '@lucide/svelte/icons/book-open';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import FilePlus from '@lucide/svelte/icons/file-plus';
import FileText from '@lucide/svelte/icons/file-text';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import History from '@lucide/svelte/icons/history';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Layers from '@lucide/svelte/icons/layers';
import Moon from '@lucide/svelte/icons/moon';
import PenLine from '@lucide/svelte/icons/pen-line';
import Printer from '@lucide/svelte/icons/printer';
import Ruler from '@lucide/svelte/icons/ruler';
import Settings from '@lucide/svelte/icons/settings';
import Sun from '@lucide/svelte/icons/sun';
import { m } from '#messages';
import { host } from '../api/client';
import { CallError } from '../api/error';
import type { Theme } from '../api/preferences';
import { openPackage } from '../features/course';
import type { AppAction } from '../features/search';
import { cardEditor } from '../features/review';
import { PAGES, titleOf } from '../features/settings';
import { bytes } from '../shared/format/bytes';
import { toasts } from '../shared/toasts.svelte';
import { failureText } from '../shell/failure';
import { keys } from '../shell/keyboard';
import { preferences } from '../shell/preferences.svelte';
import { router, type Route } from '../shell/router.svelte';

export function appActions(): AppAction[] {
  return [...places(), ...tools(), ...deeds()];
}

const go = (route: Route) => () => router.go(route);

function places(): AppAction[] {
  const to = (screen: string) => m.search_action_go({ screen });
  return [
    { id: 'today', label: to(m.shell_today()), icon: Sun, chord: 'mod+1', run: go({ name: 'today' }) },
    { id: 'course', label: to(m.shell_course()), icon: BookOpen, chord: 'mod+2', run: go({ name: 'course' }) },
    { id: 'workbook', label: to(m.shell_workbook()), icon: Ruler, chord: 'mod+3', run: go({ name: 'workbook' }) },
    { id: 'direction', label: m.direction_title(), also: m.search_action_direction_also(), icon: FileText, run: go({ name: 'direction' }) },
    { id: 'notes', label: to(m.shell_notes()), icon: PenLine, chord: 'mod+4', run: go({ name: 'notes' }) },
    { id: 'review', label: m.search_action_review(), also: m.search_action_review_also(), icon: Layers, run: go({ name: 'review' }) },
    { id: 'cards', label: m.search_action_cards(), also: m.search_action_review_also(), icon: Layers, run: go({ name: 'review', list: true }) },
    { id: 'due', label: m.search_action_due(), also: m.search_action_due_also(), icon: CalendarDays, run: go({ name: 'due' }) },
    { id: 'glossary', label: m.search_action_glossary(), also: m.search_action_glossary_also(), icon: BookA, run: go({ name: 'glossary' }) },
    { id: 'facts', label: m.search_action_facts(), also: m.search_action_facts_also(), icon: History, run: go({ name: 'facts' }) },
    ...PAGES.map((page) => ({
      id: `settings ${page}`,
      label: m.search_action_settings({ page: titleOf(page) }),
      icon: Settings,
      run: go({ name: 'settings', page }),
    })),
  ];
}

function tools(): AppAction[] {
  const tool = (id: string, label: string, module: number): AppAction => ({
    id,
    label,
    detail: m.search_action_tool_place({ module }),
    icon: Ruler,
    run: go({ name: 'workbook', tool: id }),
  });
  return [tool('t4', m.search_action_frontier(), 4), tool('t1', m.search_action_thrive(), 1)];
}

function deeds(): AppAction[] {
  const theme: Theme = isDark() ? 'light' : 'dark';
  return [
    { id: 'note', label: m.search_action_note(), icon: FilePlus, run: () => void newNote() },
    { id: 'card', label: m.search_action_card(), also: m.search_action_review_also(), icon: Layers, run: () => cardEditor.make() },
    { id: 'backup', label: m.search_action_backup(), icon: Archive, run: () => void backUp() },
    {
      id: 'theme',
      label: theme === 'dark' ? m.search_action_dark() : m.search_action_light(),
      also: m.search_action_theme_also(),
      icon: theme === 'dark' ? Moon : Sun,
      run: () => void preferences.set({ theme }).catch(() => toasts.show(m.settings_not_kept())),
    },
    { id: 'package', label: m.search_action_package(), icon: FolderOpen, run: () => void openCourse() },
    ...(router.current.name === 'lesson'
      ? [{ id: 'print', label: m.search_action_print(), icon: Printer, chord: 'mod+p', run: () => press('mod+p') }]
      : []),
    {
      id: 'keys',
      label: m.shortcuts_title(),
      also: m.search_action_keys_also(),
      icon: Keyboard,
      run: () => press('?'),
    },
  ];
}

const isDark = () => {
  const { theme } = preferences.current;
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
};

/** What the key does here and now, also when single keys are switched off. */
function press(chord: string): void {
  const shortcut = keys.list({ silenced: true }).find((each) => each.chord === chord);
  shortcut?.run(new KeyboardEvent('keydown'));
}

/** Says what happened and what is safe. */
function refused(thrown: unknown): void {
  const { title, safe } = failureText(CallError.from(thrown));
  toasts.show(`${title.replace(/\.$/, '')}. ${safe}`);
}

/** A new note, perhaps with words in it, and on to it. */
export async function newNote(markdown = ''): Promise<void> {
  try {
    const { createNote } = await import('../features/note');
    const { card } = await createNote(null, markdown);
    router.go({ name: 'notes', note: card.id });
  } catch (thrown) {
    refused(thrown);
  }
}

async function backUp(): Promise<void> {
  try {
    const made = await host().call('backup_create', {});
    toasts.show(m.settings_backed_up({ size: bytes(made.bytes) }));
  } catch (thrown) {
    refused(thrown);
  }
}

async function openCourse(): Promise<void> {
  if (await openPackage.pick()) router.go({ name: 'course' });
}
