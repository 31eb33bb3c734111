/** For tests: a small lesson with one block of each kind that they need. */
import type { AttemptView, Block, LessonView, MapLesson, OptionFeedback } from '../../api/bindings';

const base = (id: string, seconds = 30) => ({ id, seconds, redo: false });

export const heading = (id: string, text: string, level = 2): Block => ({ ...base(id, 0), kind: 'heading', level, text, html: text });
export const prose = (id: string, html = '<p>Text.</p>', seconds = 30): Block => ({ ...base(id, seconds), kind: 'prose', html });
export const reflection = (id: string): Block => ({ ...base(id), kind: 'reflection', prompt: 'What?', help: null });

export function check(id: string, more: Partial<Extract<Block, { kind: 'check' }>> = {}): Extract<Block, { kind: 'check' }> {
  return {
    ...base(id, 60),
    kind: 'check',
    form: 'single',
    prompt: 'Which?',
    difficulty: 1,
    options: [
      { id: 'a', html: 'One' },
      { id: 'b', html: 'Two' },
    ],
    targets: [],
    unit: null,
    ...more,
  };
}

export function feedback(id: string, verdict: OptionFeedback['verdict'], chosen = false): OptionFeedback {
  return { id, verdict, chosen, right_target: null, feedback: `About ${id}.` };
}

export function attempt(more: Partial<AttemptView> = {}): AttemptView {
  return {
    at: '2026-11-22T10:00:00Z',
    attempts: 1,
    answer: { form: 'single', option: 'a' },
    confidence: 4,
    correct: false,
    score: 0,
    options: [feedback('a', 'wrong', true), feedback('b', 'right')],
    right_order: [],
    right_value: null,
    explanation: null,
    redo: false,
    ...more,
  };
}

const row = (id: string, number: string, title: string): MapLesson => ({
  id,
  number,
  title,
  state: 'new',
  minutes: 8,
  minutes_left: 8,
  fraction: 0,
  checks_left: 0,
  bookmarked: false,
});

export function lesson(blocks: Block[], more: Partial<LessonView> = {}): LessonView {
  return {
    course: 'pmo',
    course_title: 'Thriving',
    module: {
      id: 'm1',
      number: 1,
      title: 'Role',
      standfirst: '',
      done: false,
      minutes: 16,
      minutes_left: 16,
      lessons: [row('one', '1.1', 'What a director owns'), row('two', '1.2', 'Evidence and myths')],
    },
    id: 'one',
    number: '1.1',
    title: 'What a director owns',
    standfirst: 'A sentence.',
    objective: 'Separate decisions.',
    minutes: 8,
    state: 'started',
    completed_at: null,
    blocks,
    sources: [],
    facts: [],
    position: null,
    seen: [],
    attempts: {},
    writing: {},
    bookmarks: [],
    previous: null,
    next: { id: 'two', number: '1.2', title: 'Evidence and myths', minutes: 9 },
    ...more,
  };
}
