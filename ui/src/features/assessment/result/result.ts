/** What a result says: its sentence, the arithmetic behind a level, and the questions of a filter. */
import { m } from '#messages';
import type { Calibration, ItemView, Need, SittingResult } from '../../../api/bindings';
import { inWords, sentence } from '../../../shared/format/words';
import { sureness } from '../words';

/** What came of it, in one or two sentences. */
export function resultSentence(result: SittingResult): string {
  const { view } = result;
  if (view.kind === 'fast') return fastSentence(result);
  if (view.kind === 'post' && result.gained !== null) return gainSentence(result);
  return `${rightSentence(result)} ${blindSentence(result.blind_spots)}`;
}

/** “You answered four of nine questions right.” */
const rightSentence = ({ correct, asked }: SittingResult) =>
  m.result_right({ correct: correct === 0 ? m.result_right_none() : inWords(correct), asked, count: inWords(asked) });

const blindSentence = (spots: number) =>
  spots === 0 ? m.result_blind_none() : m.result_blind({ spots, count: sentence(inWords(spots)) });

function fastSentence(result: SittingResult): string {
  const number = result.view.module?.number ?? 0;
  return `${rightSentence(result)} ${result.passed ? m.result_passed({ number }) : m.result_not_passed({ number })}`;
}

function gainSentence(result: SittingResult): string {
  const points = Math.round(Math.abs(result.gained ?? 0));
  const gained = result.gained ?? 0;
  const said =
    points === 0 ? m.result_gained_none() : gained > 0 ? m.result_gained({ points, count: inWords(points) }) : m.result_lost({ points, count: inWords(points) });
  const { closed } = result;
  return closed === null || closed === 0 ? said : `${said} ${m.result_closed({ closed, count: sentence(inWords(closed)) })}`;
}

/** What another one would change, and what not. */
export function againSentence({ view, passed }: SittingResult): string {
  if (view.kind === 'pre') return m.result_again_pre();
  if (view.kind === 'post') return m.sitting_post_keep();
  return passed ? m.result_again_passed() : m.sitting_fast_again();
}

/** “When you were certain you were right 8 times in 10.” The surest that was used, and guesses where there were some. */
export function calibrationSentence(calibration: readonly Calibration[]): string {
  const used = calibration.filter(({ answers }) => answers > 0);
  const [first] = used;
  const surest = used.at(-1);
  if (!surest || !first) return m.result_calibration_none();
  const say = ({ confidence, answers, correct }: Calibration) => {
    const sure = [m.result_when_1, m.result_when_2, m.result_when_3, m.result_when_4][confidence - 1]?.() ?? '';
    const times = correct === 0 ? m.result_never() : correct === 1 ? m.result_once() : m.result_times({ correct });
    return m.result_calibration({ sure, times, answers });
  };
  return first === surest ? say(surest) : `${say(surest)} ${say(first)}`;
}

export function calibrationRows(calibration: readonly Calibration[]) {
  return calibration.map(({ confidence, answers, correct }) => ({
    label: sureness(confidence),
    cells: [String(answers), answers === 0 ? m.result_no_answers() : m.result_of({ correct, asked: answers })],
  }));
}

const one = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** “.45 × 50 + .25 × 25 + .15 × 40 + .15 × 67 = 44.8”. */
export function needFormula({ need, score, blind, recency, relevance }: Need): string {
  const parts = [`.45 × ${one.format(100 - score)}`, `.25 × ${one.format(blind)}`, `.15 × ${one.format(recency)}`, `.15 × ${one.format(relevance)}`];
  return `${parts.join(' + ')} = ${one.format(need)}`;
}

export type Filter = 'missed' | 'blind' | 'all';

export const isMissed = (item: ItemView) => item.explained?.correct !== true;
export const isBlind = (item: ItemView) => item.explained?.blind_spot === true;

export function filtered(items: readonly ItemView[], filter: Filter): ItemView[] {
  if (filter === 'all') return [...items];
  return items.filter(filter === 'blind' ? isBlind : isMissed);
}

/** What to show first: misses, and everything where there are none. */
export const firstFilter = (items: readonly ItemView[]): Filter => (items.some(isMissed) ? 'missed' : 'all');

/** Right answers as a share of a bar, 0 to 1. */
export const shareOf = (correct: number, asked: number) => (asked > 0 ? correct / asked : 0);
