/** For tests: a small glossary and a few dated facts. */
import type { FactCard, Glossary } from '../../api/bindings';

const lesson = { id: 'm2-mandate', number: '2.1', title: 'Mandate' };

export function factCard(id: string, changed: string | null, more: Partial<FactCard['fact']> = {}): FactCard {
  return {
    fact: { id, claim: `Claim ${id}.`, as_at: '2026-11', source: 's', changed, was: changed ? `Belief ${id}.` : null, unverified: null, ...more },
    lesson,
    source: { id: 's', author: 'PMI', title: `Source of ${id}`, date: '2025', publisher: null, url: 'https://example.org/', as_at: '2026-11', note: null },
  };
}

export const glossary = (): Glossary => ({
  course: 'pmo',
  course_title: 'Thriving',
  terms: [
    { id: 'barrier', term: 'Barrier point', meaning: '<p>The first of five that is low.</p>', lesson },
    { id: 'catchball', term: 'Catchball', meaning: '<p>Passing a plan to and fro, see <a href="#term-barrier" data-term="barrier">barrier</a>.</p>', lesson: null },
    { id: 'coverage', term: 'Coverage', meaning: '<p>How much a plan reaches.</p>', lesson },
  ],
});
