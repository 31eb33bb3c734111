/** What an answered check shows, row by row. */
import { m } from '#messages';
import type { AttemptView, CheckView, OptionFeedback } from '../../../api/bindings';
import { number } from '../../../shared/format/words';
import { plainText } from '../text/plain';

export interface ResultRow {
  id: string;
  /** Markup of the option; null for a number. */
  html: string | null;
  /** The number that was answered, with its unit. */
  text?: string;
  tone: 'correct' | 'caution' | 'plain';
  /** At the right: “Correct”, “Your answer”. */
  word: string;
  /** A line under the option, before the feedback. */
  note?: string;
  /** Its place, for an ordering check. */
  place?: number;
  feedback: string;
}

export function resultRows(check: CheckView, attempt: AttemptView): ResultRow[] {
  const feedback = new Map(attempt.options.map((each) => [each.id, each]));
  if (check.form === 'numeric') return numeric(check, attempt);
  const order = check.form === 'ordering' ? attempt.right_order : check.options.map((option) => option.id);
  return order.flatMap((id, index) => {
    const option = check.options.find((each) => each.id === id);
    const about = feedback.get(id);
    if (!option || !about) return [];
    const row = { id, html: option.html, feedback: about.feedback };
    if (check.form === 'ordering') return [{ ...row, place: index + 1, ...ordered(attempt, about) }];
    if (check.form === 'matching') return [{ ...row, ...matched(check, attempt, about) }];
    return [{ ...row, ...chosen(about, check.form === 'multiple') }];
  });
}

type Verdict = Pick<ResultRow, 'tone' | 'word' | 'note'>;

function chosen({ verdict, chosen: mine }: OptionFeedback, several: boolean): Verdict {
  if (verdict === 'right') {
    return { tone: 'correct', word: several && !mine ? m.lesson_correct_missed() : m.lesson_correct() };
  }
  return mine ? { tone: 'caution', word: m.lesson_your_answer() } : { tone: 'plain', word: '' };
}

function ordered(attempt: AttemptView, about: OptionFeedback): Verdict {
  if (about.verdict === 'right') return { tone: 'correct', word: m.lesson_correct() };
  const place = attempt.answer.form === 'ordering' ? attempt.answer.order.indexOf(about.id) + 1 : 0;
  return { tone: 'caution', word: m.lesson_you_put({ place }) };
}

function matched(check: CheckView, attempt: AttemptView, about: OptionFeedback): Verdict {
  const name = (id: string | null | undefined) => plainText(check.targets.find((each) => each.id === id)?.html ?? '');
  const right = m.lesson_right_target({ target: name(about.right_target) });
  if (about.verdict === 'right') return { tone: 'correct', word: m.lesson_correct(), note: right };
  const given = attempt.answer.form === 'matching' ? attempt.answer.targets[about.id] : undefined;
  return { tone: 'caution', word: m.lesson_your_target({ target: name(given) }), note: right };
}

function numeric(check: CheckView, attempt: AttemptView): ResultRow[] {
  const about = attempt.options[0];
  if (!about || attempt.answer.form !== 'numeric') return [];
  const right = about.verdict === 'right';
  return [
    {
      id: about.id,
      html: null,
      text: withUnit(attempt.answer.value, check.unit),
      tone: right ? 'correct' : 'caution',
      word: right ? m.lesson_correct() : m.lesson_your_answer(),
      feedback: about.feedback,
      ...(right || attempt.right_value === null
        ? {}
        : { note: m.lesson_right_value({ value: withUnit(attempt.right_value, check.unit) }) }),
    },
  ];
}

export function withUnit(value: number, unit: string | null): string {
  const figures = number(value);
  if (unit === null || unit === '') return figures;
  return unit === '%' ? `${figures}%` : `${figures} ${unit}`;
}

/** “8 of 10 are right.” where an answer has parts and some are. */
export function scoreLine(check: CheckView, attempt: AttemptView): string | null {
  if (attempt.correct !== false || (check.form !== 'ordering' && check.form !== 'matching')) return null;
  const right = attempt.options.filter((option) => option.verdict === 'right').length;
  return m.lesson_score({ right, count: attempt.options.length });
}

/** One line that sets confidence beside the outcome. */
export function confidenceLine(attempt: AttemptView): string | null {
  const lines = attempt.correct
    ? [m.lesson_right_1, m.lesson_right_2, m.lesson_right_3, m.lesson_right_4]
    : [m.lesson_wrong_1, m.lesson_wrong_2, m.lesson_wrong_3, m.lesson_wrong_4];
  return attempt.confidence === null ? null : (lines[attempt.confidence - 1]?.() ?? null);
}
