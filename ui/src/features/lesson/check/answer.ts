/** From what the reader has put together so far to an answer, or to what is missing. */
import { m } from '#messages';
import type { Answer, CheckView } from '../../../api/bindings';
import { parseNumber } from '../../../shared/format/number';

/** The reader's work on a check, in whatever form it has. */
export interface Work {
  option: string;
  options: readonly string[];
  order: readonly string[];
  targets: Readonly<Partial<Record<string, string>>>;
  typed: string;
}

export type Ready = { answer: Answer } | { missing: string };

export function answerOf(check: CheckView, work: Work): Ready {
  switch (check.form) {
    case 'single':
      return work.option ? { answer: { form: 'single', option: work.option } } : { missing: m.lesson_need_option() };
    case 'multiple': {
      const options = check.options.map((option) => option.id).filter((id) => work.options.includes(id));
      return options.length > 0 ? { answer: { form: 'multiple', options } } : { missing: m.lesson_need_options() };
    }
    case 'ordering':
      return { answer: { form: 'ordering', order: [...work.order] } };
    case 'matching':
      return matching(check, work);
    case 'numeric': {
      const parsed = parseNumber(work.typed, check.unit);
      if (parsed.kind === 'number') return { answer: { form: 'numeric', value: parsed.value } };
      return { missing: m.lesson_need_number() };
    }
  }
}

function matching(check: CheckView, work: Work): Ready {
  const targets: Record<string, string> = {};
  for (const { id } of check.options) {
    const target = work.targets[id];
    if (target) targets[id] = target;
  }
  const left = check.options.length - Object.keys(targets).length;
  return left === 0 ? { answer: { form: 'matching', targets } } : { missing: m.lesson_need_targets({ left }) };
}

/** What is wrong with a typed number; null when nothing is, or nothing was typed yet. */
export function numberProblem(typed: string, unit: string | null): string | null {
  const parsed = parseNumber(typed, unit);
  if (parsed.kind === 'nonsense') return m.lesson_number_nonsense({ typed: typed.trim() });
  if (parsed.kind !== 'ambiguous') return null;
  return m.lesson_number_ambiguous({ typed: typed.trim(), thousands: parsed.thousands, decimal: parsed.decimal });
}

/** The order after one item moved; the same array when it cannot move there. */
export function moved(order: readonly string[], id: string, to: number): readonly string[] {
  const from = order.indexOf(id);
  if (from < 0 || to < 0 || to >= order.length || to === from) return order;
  const rest = order.filter((each) => each !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/** Up to three targets of a few words stand side by side; more go into a list. */
export function isShort(targets: readonly string[]): boolean {
  return targets.length <= 3 && targets.every((text) => text.length <= 26);
}
