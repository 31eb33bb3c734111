/** What the path says: its sentence, its levels, and the steps of a module. */
import { m } from '#messages';
import type { MapLesson, PathLevel, PathModule, PathStep, PathView } from '../../api/bindings';
import { dayOfYear } from '../../shared/format/date';
import { minutes } from '../../shared/format/duration';
import type { StripSegment } from '../../shared/reading-strip';

export const LEVELS: readonly PathLevel[] = ['core', 'targeted', 'fast_track'];

export function levelName(level: PathLevel): string {
  return { core: m.path_core, targeted: m.path_targeted, fast_track: m.path_fast }[level]();
}

export function levelText(level: PathLevel): string {
  return { core: m.path_core_text, targeted: m.path_targeted_text, fast_track: m.path_fast_text }[level]();
}

/** A pre-assessment was finished: there is a path of one's own. */
export const isOwn = (path: PathView) => path.assessed_at !== null;

/** “You have read 13 of the 34 lessons on your path. 5 h 55 min remain.” */
export function pathSentence({ done, lessons, minutes_left: left }: Pick<PathView, 'done' | 'lessons' | 'minutes_left'>): string {
  if (lessons === 0) return m.path_no_lessons();
  if (done >= lessons) return m.path_read_all({ lessons });
  const remain = m.course_minutes_remain({ minutes: left, time: minutes(left) });
  return `${done === 0 ? m.path_read_none({ lessons }) : m.path_read({ done, lessons })} ${remain}`;
}

/** How the path compares with the course, and what it rests on. */
export function savedSentence({ minutes_saved: saved, assessed_at: at, everything }: PathView, now = new Date()): string {
  const date = at === null ? '' : dayOfYear(new Date(at), now);
  if (everything) return m.path_everything({ date });
  return saved > 0 ? m.path_shorter({ time: minutes(saved), date }) : m.path_same({ date });
}

export const countOf = (path: PathView, level: PathLevel) => path.modules.filter((module) => module.level === level).length;

/** Every step is done: lessons, tools and fast-tracks. */
export const isComplete = (path: PathView) =>
  path.steps.some((step) => !step.optional) && path.steps.every((step) => step.done || step.optional);

/** What was moved to the front and is not done yet. */
export const inFront = (path: PathView) => path.steps.filter((step) => step.first && !step.done);

export interface ModulePath {
  module: PathModule;
  /** By lesson id. */
  lessons: Map<string, PathStep>;
  tools: PathStep[];
  fast: PathStep | null;
}

export function modulePath(path: PathView, id: string): ModulePath | null {
  const module = path.modules.find((each) => each.module.id === id);
  if (!module) return null;
  const steps = path.steps.filter((step) => step.module === id);
  return {
    module,
    lessons: new Map(steps.filter(({ kind }) => kind === 'lesson').map((step) => [step.lesson, step])),
    tools: steps.filter(({ kind }) => kind === 'tool'),
    fast: steps.find(({ kind }) => kind === 'fast_track') ?? null,
  };
}

/** The lessons of a module for its strip: what can be left out is dotted. */
export function stripOf(lessons: readonly MapLesson[], own: ModulePath | null): StripSegment[] {
  return lessons.map((lesson) => ({ ...lesson, optional: own?.lessons.get(lesson.id)?.optional ?? false }));
}

/** Reading minutes that a module still asks for, and whether nothing of its lessons is left. */
export function leftOf(own: ModulePath): { minutes: number; done: boolean } {
  const owed = [...own.lessons.values()].filter((step) => !step.optional);
  const minutesLeft = owed.reduce((sum, step) => sum + (step.done ? 0 : step.minutes_left), 0);
  const { level, fast } = own.module;
  const unproved = level === 'fast_track' && fast !== 'passed' && fast !== 'none' && [...own.lessons.values()].some((step) => !step.done);
  return { minutes: minutesLeft, done: owed.every((step) => step.done) && (own.fast?.done ?? !unproved) };
}

/** “Four lessons kept, two optional.” as figures. */
export function keptOf(own: ModulePath): { kept: number; optional: number } {
  const steps = [...own.lessons.values()];
  const optional = steps.filter((step) => step.optional).length;
  return { kept: steps.length - optional, optional };
}

const one = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** Each part of the need with its weight: “Not right: .45 × 50”. */
export function needRows({ need }: PathModule): { label: string; cells: string[] }[] {
  if (!need) return [];
  const row = (label: string, weight: number, value: number) => ({
    label,
    cells: [`${weight} × ${one.format(value)}`, one.format(weight * value)],
  });
  return [
    row(m.path_need_wrong(), 0.45, 100 - need.score),
    row(m.path_need_blind(), 0.25, need.blind),
    row(m.path_need_recency(), 0.15, need.recency),
    row(m.path_need_relevance(), 0.15, need.relevance),
    { label: m.path_need(), cells: ['', one.format(need.need)] },
  ];
}
