/** The rows of the palette: what was found, what can be done, and what is offered before a word is typed. */
import BookOpen from '@lucide/svelte/icons/book-open';
import FilePlus from '@lucide/svelte/icons/file-plus';
import History from '@lucide/svelte/icons/history';
import MessageSquareQuote from '@lucide/svelte/icons/message-square-quote';
import PenLine from '@lucide/svelte/icons/pen-line';
import Ruler from '@lucide/svelte/icons/ruler';
import Search from '@lucide/svelte/icons/search';
import { m } from '#messages';
import type { SearchHit, SearchKind, SearchPiece, Today } from '../../api/bindings';
import { dayOfYear } from '../../shared/format/date';
import { minutes } from '../../shared/format/duration';
import type { IconType } from '../../shared/icon';
import type { Route } from '../../shell/router.svelte';
import type { AppAction } from './actions';
import { KINDS } from './filters';
import { nearHit } from './snippet';

/** What Enter does. */
export type Deed =
  | { does: 'go'; route: Route; hit?: SearchHit }
  | { does: 'act'; action: AppAction }
  | { does: 'type'; text: string }
  | { does: 'widen' }
  | { does: 'note'; text: string };

export interface Row {
  /** Stays with the row from one reply to the next. */
  key: string;
  icon: IconType;
  /** Whose voice. */
  voice: 'course' | 'you';
  title: SearchPiece[];
  detail: SearchPiece[];
  /** The detail is somebody's own words. */
  quoted: boolean;
  /** Said beside ↵ on the active row. */
  verb: string;
  chord?: string;
  deed: Deed;
}

export interface Group {
  id: string;
  label: string;
  voice: 'course' | 'you';
  rows: Row[];
}

const plain = (text: string): SearchPiece[] => (text === '' ? [] : [{ text, hit: false }]);
const textOf = (pieces: readonly SearchPiece[]) => pieces.map((piece) => piece.text).join('');
const hasHit = (pieces: readonly SearchPiece[]) => pieces.some((piece) => piece.hit);

const LOOKS: Record<SearchKind, { icon: IconType; voice: Row['voice']; label: () => string }> = {
  lesson: { icon: BookOpen, voice: 'course', label: m.search_group_lesson },
  note: { icon: PenLine, voice: 'you', label: m.search_group_note },
  reflection: { icon: MessageSquareQuote, voice: 'you', label: m.search_group_reflection },
  tool: { icon: Ruler, voice: 'you', label: m.search_group_tool },
};

/** Where a hit leads; null when it does not say enough. */
export function routeOf(hit: SearchHit): Route | null {
  const { kind, course, lesson, block, note, tool } = hit;
  if (kind === 'note') return note === null ? null : { name: 'notes', note };
  if (kind === 'tool') return tool === null ? null : { name: 'workbook', tool };
  if (course === null || lesson === null) return null;
  return { name: 'lesson', course, lesson, ...(block === null ? {} : { block }) };
}

function hitRow(hit: SearchHit): Row | null {
  const route = routeOf(hit);
  if (!route) return null;
  const { icon, voice } = LOOKS[hit.kind];
  const about = whenAndWhere(hit);
  // A note without a title shows its words, and below them when and where it was taken.
  const named = textOf(hit.title).trim() !== '';
  const quoted = named && textOf(hit.snippet) !== '' && (about === '' || hasHit(hit.snippet));
  const numbered = hit.number !== null && (hit.kind === 'lesson' || hit.kind === 'reflection');
  const title = named ? hit.title : textOf(hit.snippet) === '' ? plain(m.search_untitled()) : nearHit(hit.snippet);
  return {
    key: [hit.kind, hit.note, hit.tool, hit.course, hit.lesson, hit.block].join(' '),
    icon,
    voice,
    title: [...plain(numbered ? `${hit.number ?? ''} ` : ''), ...title],
    detail: quoted ? nearHit(hit.snippet) : plain(about),
    quoted,
    verb: m.search_open(),
    deed: { does: 'go', route, hit },
  };
}

/** “12 Oct, linked to 4.4”. */
function whenAndWhere({ kind, at, number }: SearchHit): string {
  if (at === null) return '';
  const date = dayOfYear(new Date(at));
  return number === null || kind !== 'note' ? date : m.search_at_place({ date, number });
}

/** By kind. Among several groups each keeps to a few rows; its tab shows the rest. */
export function hitGroups(hits: readonly SearchHit[], narrowed: boolean): Group[] {
  const groups = KINDS.map((kind): Group => {
    const { label, voice } = LOOKS[kind];
    const rows = hits.filter((hit) => hit.kind === kind).map(hitRow);
    return { id: kind, label: label(), voice, rows: rows.filter((row) => row !== null) };
  }).filter((group) => group.rows.length > 0);
  const most = narrowed ? Infinity : Math.max(4, Math.floor(12 / groups.length));
  return groups.map((group) => ({ ...group, rows: unique(group.rows).slice(0, most) }));
}

/** The same place twice is one row: keys must differ. */
function unique(rows: Row[]): Row[] {
  return rows.filter((row, index) => rows.findIndex((each) => each.key === row.key) === index);
}

export function actionRow(action: AppAction): Row {
  return {
    key: `action ${action.id}`,
    icon: action.icon,
    voice: 'course',
    title: plain(action.label),
    detail: plain(action.detail ?? ''),
    quoted: false,
    verb: '',
    ...(action.chord ? { chord: action.chord } : {}),
    deed: { does: 'act', action },
  };
}

const single = (key: string, icon: IconType, title: string, deed: Deed, verb = ''): Row => ({
  key,
  icon,
  voice: 'course',
  title: plain(title),
  detail: [],
  quoted: false,
  verb,
  deed,
});

export const noteRow = (text: string) => single('start note', FilePlus, m.search_start_note(), { does: 'note', text });
export const widenRow = () => single('widen', Search, m.search_show_all(), { does: 'widen' });

export function actionGroup(rows: Row[]): Group[] {
  return rows.length === 0 ? [] : [{ id: 'actions', label: m.search_group_actions(), voice: 'course', rows }];
}

/** Before a word is typed: where to go on, and what was looked for. */
export function offerGroups(today: Today | null, recent: readonly string[]): Group[] {
  const searches = recent.map((text) => single(`recent ${text}`, History, text, { does: 'type', text }, m.search_repeat()));
  const groups: Group[] = [
    { id: 'suggestions', label: m.search_group_suggestions(), voice: 'course', rows: today ? suggestions(today) : [] },
    { id: 'recent', label: m.search_group_recent(), voice: 'course', rows: searches },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

function suggestions({ lesson, course, note, tool }: Today): Row[] {
  const rows: Row[] = [];
  const offer = (row: Pick<Row, 'key' | 'icon' | 'voice'> & { title: string; detail: string; route: Route }) =>
    rows.push({
      ...row,
      title: plain(row.title),
      detail: plain(row.detail),
      quoted: false,
      verb: m.search_open(),
      deed: { does: 'go', route: row.route },
    });
  if (lesson && course) {
    const { id, number, title, minutes_left: left, minutes: all } = lesson;
    const detail = left < all ? m.search_lesson_on({ number, left: minutes(left) }) : m.search_lesson_new({ number, time: minutes(all) });
    offer({ key: 'lesson', icon: BookOpen, voice: 'course', title, detail, route: { name: 'lesson', course: course.id, lesson: id } });
  }
  if (note) {
    const [words = ''] = note.excerpt.split('\n');
    const title = [note.title, words].find((each) => each !== '') ?? m.search_untitled();
    offer({ key: 'note', icon: PenLine, voice: 'you', title, detail: m.search_last_note(), route: { name: 'notes', note: note.id } });
  }
  if (tool) {
    const { title, tool: id } = tool;
    offer({ key: 'tool', icon: Ruler, voice: 'you', title, detail: m.search_last_tool(), route: { name: 'workbook', tool: id } });
  }
  return rows;
}
