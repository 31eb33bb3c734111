import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { CallError } from '../../../api/error';
import { keys } from '../../../shell/keyboard';
import { toasts } from '../../../shared/toasts.svelte';
import { fakeHost } from '../fake-host';
import { lesson, prose } from '../fixture';
import { LessonReader } from '../index';

vi.setConfig({ testTimeout: 60_000 });
Element.prototype.scrollIntoView = vi.fn();
vi.stubGlobal('ResizeObserver', class {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
});

const fact = { id: 'guide', claim: 'PMI has published a guide.', as_at: '2026-11', source: 'pmi', changed: '2025-02', was: 'PMI has none.', unverified: 'Only summaries were seen.' };
const source = { id: 'pmi', author: 'PMI', title: 'A Practice Guide', date: '2025', publisher: null, url: null, as_at: '2026-11', note: null };
const text = '<p>The <a href="#fact-guide" data-fact="guide" class="fact">guide</a> asks for <a href="#term-slack" data-term="slack" class="term">slack</a>.</p>';
const glossary = {
  course: 'pmo',
  course_title: 'Thriving',
  terms: [{ id: 'slack', term: 'Slack', meaning: '<p>Room that is <em>kept</em> free.</p>', lesson: { id: 'two', number: '1.2', title: 'Evidence' } }],
};

async function open(more: Parameters<typeof fakeHost>[1] = {}) {
  const fake = fakeHost(() => lesson([prose('p1', text)], { facts: [fact], sources: [source] }), { glossary_read: () => glossary, ...more });
  render(LessonReader, { course: 'pmo', lesson: 'one' });
  return { ...fake, link: await screen.findByRole('link', { name: 'slack' }) };
}

test('Enter on a term tells its meaning and the ways on; Escape gives the focus back', async () => {
  const { link } = await open();
  link.focus();
  await userEvent.keyboard('{Enter}');
  const card = await screen.findByLabelText('Term');
  expect(card.textContent).toContain('Room that is kept free.');
  expect(within(card).getByText('Glossary').getAttribute('href')).toBe('#/glossary/slack');
  expect(within(card).getByText('1.2 Evidence').getAttribute('href')).toBe('#/lesson/pmo/two');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByLabelText('Term')).toBeNull());
  expect(document.activeElement).toBe(link);
});

test('a fact tells its month beside it, and what held before and its source on a click', async () => {
  await open();
  const link = screen.getByRole('link', { name: 'guide' });
  expect([link.dataset.asAt, link.dataset.asAtSpoken]).toEqual(['11/26', 'as at November 2026']);
  await userEvent.click(link);
  const card = await screen.findByLabelText('Dated fact');
  const words = card.textContent.replace(/\s+/g, ' ');
  for (const part of ['PMI has published a guide.', 'As at November 2026', 'Before: PMI has none.', 'Not verified: Only summaries were seen.', 'A Practice Guide, 2025']) {
    expect(words).toContain(part);
  }
  expect(words.match(/As at/g)).toHaveLength(1);
});

test('without the glossary the hint says so', async () => {
  const { link } = await open({
    glossary_read: () => {
      throw new CallError('internal', 'No.');
    },
  });
  await userEvent.click(link);
  expect(await screen.findByText('The glossary did not open. Your place is kept.')).toBeTruthy();
});

test('C on a selection highlights it and makes a card; undo takes both back', async () => {
  const line = () => [new DOMRect(0, 0, 10, 0)] as unknown as DOMRectList;
  Range.prototype.getClientRects = line;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  const made = { id: 'c', origin: { from: 'highlight', highlight: 'h' }, front: 'F', back: 'B', markup: false, removed: false };
  const { of } = await open({
    highlight_add: ({ id, parts }: { id: string; parts: { exact: string }[] }) => ({
      id, course: 'pmo', lesson: 'one', number: '1.1', title: 'T', spots: parts, quote: parts[0]?.exact, detached: false, changed: false, at: '2026-11-23T10:00:00Z', note: null,
    }),
    highlight_remove: () => ({}),
    card_add: ({ id }: { id: string }) => ({ ...made, id }),
    card_remove: () => made,
  });
  const stop = keys.start();
  const words = document.querySelector('[data-place="p1"] p')?.firstChild;
  if (words) document.getSelection()?.setBaseAndExtent(words, 0, words, 3);
  document.dispatchEvent(new Event('selectionchange'));
  expect(await screen.findByRole('button', { name: 'Card' })).toBeTruthy();
  await userEvent.keyboard('c');
  await waitFor(() => expect(toasts.list.map((toast) => toast.text)).toContain('Card made'));
  const [highlight] = of('highlight_add');
  expect(of('card_add')[0]).toMatchObject({ origin: { from: 'highlight', highlight: highlight?.id }, front: '', back: '' });
  toasts.undo();
  await waitFor(() => expect(of('highlight_remove')).toEqual([{ id: highlight?.id }]));
  expect(of('card_remove')).toHaveLength(1);
  stop();
});
