/** A glossary by its letters, and the terms in which typed words occur. */
import type { Term } from '../../../api/bindings';

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en-GB');

/** “É” stands under E; what begins with a figure or a sign stands under #. */
export function letterOf(term: string): string {
  const [first = ''] = folded(term).replace(/^[^\p{L}\p{N}]+/u, '');
  return /\p{L}/u.test(first) ? first.toLocaleUpperCase('en-GB') : '#';
}

export interface LetterGroup {
  letter: string;
  terms: Term[];
}

/** In the order of the core. */
export function byLetter(terms: readonly Term[]): LetterGroup[] {
  const groups: LetterGroup[] = [];
  for (const term of terms) {
    const letter = letterOf(term.term);
    const group = groups.find((each) => each.letter === letter);
    if (group) group.terms.push(term);
    else groups.push({ letter, terms: [term] });
  }
  return groups;
}

/** Every typed word occurs in the term or its meaning; terms that begin with them come first. */
export function matchingTerms(terms: readonly Term[], typed: string): Term[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...terms];
  const found = terms.filter((term) => {
    const hay = folded(`${term.term} ${term.meaning.replace(/<[^>]*>/g, ' ')}`);
    return words.every((word) => hay.includes(word));
  });
  const named = ({ term }: Term) => words.every((word) => folded(term).includes(word));
  return [...found.filter(named), ...found.filter((term) => !named(term))];
}
