import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallError } from '../../api/error';
import { fakeHost, type Answers } from '../../api/fake-host';
import { toasts } from '../../shared/toasts.svelte';
import { keys } from '../../shell/keyboard';
import { card, FakeReview } from './fake-core';
import CardsView from './list/CardsView.svelte';
import CardEditor from './making/CardEditor.svelte';
import { cardEditor } from './making/editor.svelte';
import { makeCard } from './making/make';
import { aboutCard, plainText } from './list/row';

vi.setConfig({ testTimeout: 60_000 });
let stop: () => void;
beforeEach(() => {
  localStorage.clear();
  stop = keys.start();
});
afterEach(() => {
  stop();
  cardEditor.open = false;
  for (const toast of [...toasts.list]) toasts.dismiss(toast.id);
});

const TOPICS = Object.fromEntries(['card_remove', 'card_restore', 'card_add', 'card_set'].map((name) => [name, ['review' as const]]));
const host = (review: FakeReview, more: Answers = {}) => fakeHost({ ...review.answers(), ...more }, TOPICS);

test('cards are found, taken away, and brought back from the removed ones', async () => {
  const review = new FakeReview([card('a', { lapses: 2 }), card('b')]);
  const { of } = host(review);
  render(CardsView);
  expect(await screen.findByText(/forgotten 2 times/)).toBeTruthy();
  await userEvent.type(screen.getByRole('searchbox'), 'question b');
  await waitFor(() => expect(screen.queryByText('Question a?')).toBeNull());
  await userEvent.click(screen.getByRole('button', { name: 'Take away: Question b?' }));
  expect(await screen.findByText('No card matches “question b”. Try fewer words.')).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'Taken away' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Bring back: Question b?' }));
  expect(of('card_restore')).toEqual([{ card: 'b' }]);
  expect(review.cards.every(({ removed }) => !removed)).toBe(true);
});

test('a new card needs both sides; what is refused stays, and closing keeps the words', async () => {
  const review = new FakeReview();
  let broken = true;
  const { of } = host(review, {
    card_add: (input: Parameters<FakeReview['add']>[0]) => {
      if (broken) throw new CallError('cannot_write', 'Full.');
      return review.add(input);
    },
  });
  render(CardEditor);
  cardEditor.make();
  const dialog = await screen.findByRole('dialog', { name: 'New card' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Make card' }));
  expect(within(dialog).getByText('Write a question.')).toBeTruthy();
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Question' }), 'Who owns it?');
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Answer' }), 'The sponsor.');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Make card' }));
  expect(await within(dialog).findByText('Colloquy cannot write to its folder')).toBeTruthy();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(cardEditor.open).toBe(false));
  expect(toasts.list.at(-1)?.text).toBe('Not saved. Your words are kept.');
  toasts.follow(toasts.list.at(-1)?.id ?? 0);
  expect(cardEditor.front).toBe('Who owns it?');
  broken = false;
  await cardEditor.save();
  expect(cardEditor.open).toBe(false);
  expect(new Set(of('card_add').map(({ id }) => id)).size).toBe(1);
  expect(of('card_add').at(-1)).toMatchObject({ origin: { from: 'own' }, front: 'Who owns it?', back: 'The sponsor.' });
  cardEditor.make();
  expect(cardEditor.front).toBe('');
});

test('a card made of a passage can be taken back with what was done for it, or edited', async () => {
  const review = new FakeReview();
  const { of } = host(review);
  const takeBack = vi.fn();
  await makeCard({ from: 'highlight', highlight: 'h' }, takeBack);
  const toast = toasts.list.at(-1);
  expect([toast?.text, toast?.more?.label]).toEqual(['Card made', 'Edit']);
  toasts.undo();
  await waitFor(() => expect(takeBack).toHaveBeenCalledOnce());
  expect(of('card_remove')).toHaveLength(1);
  await makeCard({ from: 'note', note: 'n' });
  toasts.follow(toasts.list.at(-1)?.id ?? 0);
  expect(cardEditor.card?.origin).toEqual({ from: 'note', note: 'n' });
});

test('a card that was not made is tried again under the same id', async () => {
  const review = new FakeReview();
  let broken = true;
  const { of } = host(review, {
    card_add: (input: Parameters<FakeReview['add']>[0]) => {
      if (broken) throw new CallError('unreachable', 'No answer.');
      return review.add(input);
    },
  });
  await makeCard({ from: 'highlight', highlight: 'h' });
  broken = false;
  toasts.follow(toasts.list.at(-1)?.id ?? 0);
  await waitFor(() => expect(review.cards).toHaveLength(1));
  expect(new Set(of('card_add').map(({ id }) => id)).size).toBe(1);
});

test('a passage that has a card keeps it: there is nothing to take back', async () => {
  const review = new FakeReview([card('before', { origin: { from: 'highlight', highlight: 'h' } })]);
  host(review, { card_add: () => review.cards[0] });
  await makeCard({ from: 'highlight', highlight: 'h' }, () => undefined);
  const toast = toasts.list.at(-1);
  expect([toast?.text, toast?.undo, toast?.more?.label]).toEqual(['There is a card of this already', null, 'Edit']);
});

test('a side that is too long is refused at its field', async () => {
  const { of } = host(new FakeReview());
  cardEditor.make();
  [cardEditor.front, cardEditor.back] = ['Q', 'x'.repeat(4001)];
  await cardEditor.save();
  expect(cardEditor.refused).toEqual({ back: 'That is too long for a card: at most 4,000 characters.' });
  expect(of('card_add')).toEqual([]);
});

test('a card in one line', () => {
  expect(plainText('<p>What is <em>slack</em>?</p>\n<p>Really</p>', true)).toBe('What is slack? Really');
  expect(plainText('a < b', false)).toBe('a < b');
  expect(plainText('x'.repeat(300), false)).toHaveLength(180);
  const now = new Date(2026, 10, 23);
  expect(aboutCard(card('a', { due: '2026-11-24', lapses: 1 }), now)).toBe('4.3 Ranking or optimising · your own · due tomorrow · forgotten once');
  expect(aboutCard(card('a', { due: null, place: '' }), now)).toBe('your own · new');
  expect(aboutCard(card('a', { due: '2026-11-20', place: '' }), now)).toBe('your own · due since 20 Nov');
});
