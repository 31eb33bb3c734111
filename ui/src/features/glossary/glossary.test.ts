import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeHost } from '../../api/fake-host';
import { router } from '../../shell/router.svelte';
import FactsView from './facts/FactsView.svelte';
import { since } from './facts/since-when.svelte';
import { factCard, glossary } from './fixture';
import GlossaryView from './terms/GlossaryView.svelte';

vi.setConfig({ testTimeout: 60_000 });
const scrolled = vi.fn();
Element.prototype.scrollIntoView = scrolled;
let fake: ReturnType<typeof fakeHost>;
beforeEach(() => {
  fake = fakeHost({});
  since.year = null;
});

test('terms stand under their letters, with meaning and lesson; typing leaves those that match', async () => {
  render(GlossaryView, { glossary: glossary() });
  expect(screen.getAllByRole('heading', { level: 2, name: /^[A-Z]$/ }).map((head) => head.textContent)).toEqual(['B', 'C']);
  const section = screen.getByRole('region', { name: 'C' });
  expect(within(section).getAllByRole('term').map((term) => term.textContent)).toEqual(['Catchball', 'Coverage']);
  expect(screen.getAllByRole('link', { name: '2.1 Mandate' })[0]?.getAttribute('href')).toBe('#/lesson/pmo/m2-mandate');
  await userEvent.type(screen.getByRole('searchbox'), 'plan');
  expect(screen.getAllByRole('term').map((term) => term.textContent)).toEqual(['Catchball', 'Coverage']);
  expect(screen.getByText('2 terms')).toBeTruthy();
  await userEvent.type(screen.getByRole('searchbox'), 'xyz');
  expect(screen.getByText('No term matches “planxyz”. Try fewer letters.')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  expect(screen.getAllByRole('term')).toHaveLength(3);
});

test('an address leads to one term, the letters to theirs, and a term to another', async () => {
  const { rerender } = render(GlossaryView, { glossary: glossary(), term: 'catchball' });
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Catchball'));
  await userEvent.click(screen.getByRole('button', { name: 'To B' }));
  expect(document.activeElement?.textContent).toBe('B');
  await userEvent.click(screen.getByRole('link', { name: 'barrier' }));
  expect(router.current).toEqual({ name: 'glossary', term: 'barrier' });
  await rerender({ term: 'barrier' });
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Barrier point'));
  await rerender({ term: 'gone' });
  expect(screen.getByText('That term is not in this glossary.')).toBeTruthy();
});

test('what changed since a year, newest first, with what held before and the rest below', async () => {
  const facts = [factCard('new', '2026-07', { unverified: 'The day.' }), factCard('old', '2017'), factCard('still', null)];
  render(FactsView, { list: { course: 'pmo', course_title: 'Thriving', facts } });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Since 2020, one thing changed that a PMO director is still asked about.');
  const part = screen.getByRole('region', { name: '2026' });
  expect(within(part).getByText('Claim new.')).toBeTruthy();
  expect(within(part).getByText('Belief new.')).toBeTruthy();
  expect(part.textContent).toContain('Changed July 2026. As at November 2026.');
  expect(part.textContent).toContain('Not verified: The day.');
  expect(screen.queryByText('Claim old.')).toBeNull();
  expect(within(screen.getByRole('region', { name: 'Dated facts without a change' })).getByText('Claim still.')).toBeTruthy();
  await userEvent.click(within(part).getByRole('link', { name: 'Source of new' }));
  expect(fake.opened).toEqual(['https://example.org/']);
  since.year = 2015;
  await waitFor(() => expect(screen.getByText('Claim old.')).toBeTruthy());
  expect(localStorage.getItem('colloquy.facts-since')).toBe('2015');
});

test('a course without words or facts says so', () => {
  render(GlossaryView, { glossary: { ...glossary(), terms: [] } });
  expect(screen.getByText('This course has no glossary.')).toBeTruthy();
  render(FactsView, { list: { course: 'pmo', course_title: 'Thriving', facts: [] } });
  expect(screen.getByText('This course has no dated facts.')).toBeTruthy();
});
