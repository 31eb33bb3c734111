/** What changed since a year, among the dated facts of a course. */
import { m } from '#messages';
import type { FactCard } from '../../../api/bindings';
import { inWords } from '../../../shared/format/words';

/** Where the reader has said nothing. */
export const USUAL_SINCE = 2020;
/** In place of a year: everything. */
export const EVER = 0;

export const yearOf = (changed: string) => Number(changed.slice(0, 4));

/** `2026-07` is later than `2026`, of which nothing more is known; the order of the core decides the rest. */
export function changedSince(facts: readonly FactCard[], year: number): FactCard[] {
  return facts.filter(({ fact }) => fact.changed !== null && yearOf(fact.changed) >= year);
}

export const undated = (facts: readonly FactCard[]) => facts.filter(({ fact }) => fact.changed === null);

/** Years to choose from, the latest first: from this year back to the first change, and at least to the usual one. */
export function yearsOf(facts: readonly FactCard[], now: number): number[] {
  const years = facts.flatMap(({ fact }) => (fact.changed === null ? [] : [yearOf(fact.changed)]));
  const first = Math.min(USUAL_SINCE, ...years);
  return Array.from({ length: Math.max(1, now - first + 1) }, (_, back) => now - back);
}

/** “Since 2021, fourteen things changed that a PMO director is still asked about.” */
export function sinceSentence(count: number, year: number): string {
  if (year === EVER) return m.facts_sentence_all({ facts: count, count: inWords(count) });
  if (count === 0) return m.facts_sentence_none({ year });
  return m.facts_sentence({ facts: count, count: inWords(count), year });
}
