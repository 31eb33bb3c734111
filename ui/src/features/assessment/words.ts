/** How sittings and what is in them are called. */
import { m } from '#messages';
import type { ItemView, ModuleLabel, SittingKind } from '../../api/bindings';

export function kindName(kind: SittingKind): string {
  return { pre: m.sitting_pre, fast: m.sitting_fast, post: m.sitting_post }[kind]();
}

/** “4 Portfolio decisions”. */
export const moduleName = ({ number, title }: ModuleLabel) => m.sitting_module({ number, title });

const SURE = () => [m.lesson_sure_1(), m.lesson_sure_2(), m.lesson_sure_3(), m.lesson_sure_4()];

/** “Certain”. */
export const sureness = (confidence: number) => SURE()[confidence - 1] ?? '';

/** What was answered, beside how it came out when that is known. */
export function answerLine({ answer, explained }: Pick<ItemView, 'answer' | 'explained'>): string {
  if (!answer) return m.sitting_not_answered();
  if (answer.option === null) return m.sitting_not_known();
  if (!explained) return m.sitting_you_were({ sure: sureness(answer.confidence).toLowerCase() });
  const lines = explained.correct
    ? [m.lesson_right_1, m.lesson_right_2, m.lesson_right_3, m.lesson_right_4]
    : [m.lesson_wrong_1, m.lesson_wrong_2, m.lesson_wrong_3, m.lesson_wrong_4];
  return lines[answer.confidence - 1]?.() ?? '';
}

export interface OptionRow {
  id: string;
  html: string;
  tone: 'correct' | 'caution' | 'plain';
  /** “Correct”, “Your answer”. */
  word: string;
  feedback: string;
}

/** The options in the order in which they were shown, with what became of them. */
export function optionRows({ options, answer, explained }: Pick<ItemView, 'options' | 'answer' | 'explained'>): OptionRow[] {
  return options.map(({ id, html }) => {
    const about = explained?.options.find((each) => each.id === id);
    const mine = answer?.option === id;
    const right = about?.verdict === 'right';
    const tone = right ? 'correct' : mine && about ? 'caution' : 'plain';
    const word = right ? (mine ? m.sitting_correct_yours() : m.lesson_correct()) : mine ? m.lesson_your_answer() : '';
    return { id, html, tone, word, feedback: about?.feedback ?? '' };
  });
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });

/** Of `2026-11`: “Pulse of the Profession. As at November 2026.” */
export function sourceLine(source: string | null, asAt: string | null): string {
  const [year, number] = (asAt ?? '').split('-').map(Number);
  const date = year && number ? m.sitting_as_at({ date: month.format(new Date(year, number - 1, 1)) }) : '';
  return [source ? m.sitting_source({ source: source.replace(/\.$/, '') }) : '', date].filter(Boolean).join(' ');
}

/** A line of markup without its tags, for labels. */
export function plainOf(html: string): string {
  const element = document.createElement('template');
  element.innerHTML = html;
  return element.content.textContent.replace(/\s+/g, ' ').trim();
}
