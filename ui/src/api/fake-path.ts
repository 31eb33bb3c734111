/** For tests: a path of one module. */
import type { PathModule, PathStep, PathView } from './bindings';

export const own = (more: Partial<PathModule> = {}): PathModule => ({
  module: { id: 'm1', number: 1, title: 'Role' },
  level: 'targeted',
  advised: 'targeted',
  chosen: false,
  why: 'You answered two of four questions well.',
  need: { need: 44.755, score: 50, blind: 25, recency: 40, relevance: 66.7, correct: 2, asked: 4, missed: ['A', 'B'] },
  fast: 'none',
  lessons: 2,
  minutes: 30,
  ...more,
});

export const step = (lesson: string, more: Partial<PathStep> = {}): PathStep => ({
  kind: 'lesson',
  module: 'm1',
  lesson,
  number: '1.1',
  title: `Lesson ${lesson}`,
  tool: null,
  done: false,
  state: 'new',
  minutes_left: 16,
  first: false,
  optional: false,
  chosen: false,
  why: 'You missed its question.',
  ...more,
});

export const fakePath = (more: Partial<PathView> = {}): PathView => ({
  course: 'pmo',
  course_title: 'Thriving',
  assessed_at: '2026-09-02T08:00:00Z',
  paused: false,
  has_items: true,
  everything: false,
  post_at: null,
  lessons: 2,
  done: 0,
  minutes: 30,
  minutes_left: 30,
  minutes_saved: 16,
  modules: [own()],
  steps: [step('b'), step('c', { optional: true, why: 'You answered its question well.' })],
  ...more,
});
