import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReviewRate } from '../../api/bindings';
import { CallError } from '../../api/error';
import { fakeHost, type Answers } from '../../api/fake-host';
import { toasts } from '../../shared/toasts.svelte';
import { keys } from '../../shell/keyboard';
import { card, FakeReview, plus } from './fake-core';
import ReviewView from './ReviewView.svelte';

// Whole screens take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
Element.prototype.scrollIntoView = vi.fn();
let stop: () => void;
beforeEach(() => {
  stop = keys.start();
});
afterEach(() => {
  stop();
  for (const toast of [...toasts.list]) toasts.dismiss(toast.id);
});

const TOPICS = Object.fromEntries(['review_rate', 'review_undo', 'card_remove', 'card_restore', 'card_add', 'card_set'].map((name) => [name, ['review' as const]]));

function open(review: FakeReview, more: Answers = {}) {
  const fake = fakeHost({ ...review.answers(), ...more }, TOPICS);
  return { ...fake, ...render(ReviewView) };
}

const title = (text: string | RegExp) => screen.findByRole('heading', { level: 1, name: text });

test('three cards by keys alone, with a rating taken back', async () => {
  const review = new FakeReview(['a', 'b', 'c'].map((id) => card(id)));
  const { of } = open(review);
  await title('Three cards, about two minutes.');
  expect(screen.queryByText('Answer a.')).toBeNull();
  // A rating before the answer is none.
  await userEvent.keyboard('3');
  expect(of('review_rate')).toEqual([]);
  await userEvent.keyboard(' ');
  expect(await screen.findByText('Answer a.')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Answer' }));
  const names = screen.getAllByRole('button', { name: /comes back/ }).map((button) => button.textContent.replace(/\s+/g, ' '));
  expect(names).toEqual(['Again1 , comes back tomorrow', 'Hard2 , comes back Wed 25 Nov', 'Good3 , comes back Fri 27 Nov', 'Easy4 , comes back Wed 2 Dec']);
  await userEvent.keyboard('1');
  expect(await screen.findByText('Question b?')).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Question' }));
  await waitFor(() => expect(of('review_rate')).toHaveLength(1));

  await userEvent.keyboard('{Control>}z{/Control}');
  expect(await screen.findByText('Answer a.')).toBeTruthy();
  expect(of('review_undo')).toHaveLength(1);
  await userEvent.keyboard('3');
  await screen.findByText('Question b?');
  await userEvent.keyboard('{Enter}');
  await screen.findByText('Answer b.');
  await userEvent.keyboard('4');
  await screen.findByText('Question c?');
  await userEvent.keyboard(' ');
  await screen.findByText('Answer c.');
  await userEvent.keyboard('2');
  await title('Nothing more is due today. The next cards come on Wed 25 Nov.');
  await waitFor(() => expect(review.done.map((each) => each.card)).toEqual(['a', 'b', 'c']));
  expect(of('review_rate').map(({ rating }) => rating)).toEqual(['again', 'good', 'easy', 'hard']);
  expect(of('review_rate').every(({ ms, id }) => Number.isInteger(ms) && typeof id === 'string')).toBe(true);
  expect(screen.getByRole('img', { name: /Three reviews come in the next 14 days/ })).toBeTruthy();
});

test('Delete takes a card away and Ctrl Z brings it back; E is for one’s own words only', async () => {
  const review = new FakeReview([card('term', { origin: { from: 'term', course: 'pmo', term: 't' }, markup: true, front: '<p>What is <em>slack</em>?</p>' }), card('b')]);
  const { of, container } = open(review);
  await title('Two cards, about one minute.');
  expect(container.querySelector('.question em')?.textContent).toBe('slack');
  expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull();
  await userEvent.keyboard('{Delete}');
  await screen.findByText('Question b?');
  expect(screen.getByRole('button', { name: /^Edit/ })).toBeTruthy();
  expect(toasts.list.map(({ text }) => text)).toEqual(['Card taken away']);
  // The window's own Ctrl Z: the frame around the screens.
  toasts.undo();
  await waitFor(() => expect(of('card_restore')).toEqual([{ card: 'term' }]));
  await title('Two cards, about one minute.');
});

test('a rating that cannot be kept does not stop the review, and is sent again until it is', async () => {
  const review = new FakeReview([card('a'), card('b')]);
  let broken = true;
  const { of, close } = open(review, {
    review_rate: (input: ReviewRate) => {
      if (broken) throw new CallError('unreachable', 'No answer.');
      return review.rate(input);
    },
  });
  await title(/Two cards/);
  await userEvent.keyboard(' ');
  await userEvent.keyboard('3');
  expect(await screen.findByText('A rating is not saved yet. Trying again.')).toBeTruthy();
  expect(screen.getByText('Question b?')).toBeTruthy();
  broken = false;
  await close();
  await waitFor(() => expect(screen.queryByText(/not saved yet/)).toBeNull());
  const ids = of('review_rate').map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(1);
  expect(review.done).toHaveLength(1);
});

test('no cards, nothing due, and more than the cap each say so', async () => {
  const none = open(new FakeReview());
  await title('There are no cards yet.');
  expect(screen.getByText(/press C/)).toBeTruthy();
  none.unmount();
  const quiet = open(new FakeReview([card('a', { due: plus(4) })]));
  await title('Nothing is due today. The next cards come on Fri 27 Nov.');
  quiet.unmount();
  const review = new FakeReview([card('a'), card('b'), card('c')]);
  review.settings.cap = 2;
  open(review);
  await title(/Two cards/);
  expect(screen.getByText(/1 more waits: the daily cap is 2/)).toBeTruthy();
});

test('what fails to open says so and is tried again; other changes show', async () => {
  const review = new FakeReview([card('a')]);
  let broken = true;
  const { change } = open(review, {
    review_read: () => {
      if (broken) throw new CallError('database_locked', 'Locked.');
      return review.read();
    },
  });
  const again = await screen.findByRole('button', { name: 'Try again' });
  broken = false;
  await userEvent.click(again);
  await title(/One card/);
  review.cards = [...review.cards, card('b')];
  change('review');
  await title(/Two cards/);
});
