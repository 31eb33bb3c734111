import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { ReviewSettings as Settings } from '../../../api/bindings';
import { CallError } from '../../../api/error';
import { fakeHost, type Answers } from '../../../api/fake-host';
import { FakeReview } from '../fake-core';
import ReviewSettings from './ReviewSettings.svelte';
import { retentionText } from './words';

vi.setConfig({ testTimeout: 60_000 });

async function open(more: Answers = {}) {
  const review = new FakeReview();
  const fake = fakeHost({ ...review.answers(), ...more }, { review_set: ['review'] });
  render(ReviewSettings);
  await screen.findByRole('textbox', { name: 'Cards a day, at most' });
  return { review, ...fake };
}

test('numbers out of range are refused at their field and nothing is sent', async () => {
  const { review, of } = await open();
  const cap = screen.getByRole('textbox', { name: 'Cards a day, at most' });
  await userEvent.clear(cap);
  await userEvent.type(cap, '3{Tab}');
  expect(await screen.findByText('Between 5 and 200.')).toBeTruthy();
  expect(cap).toHaveProperty('value', '3');
  await userEvent.clear(cap);
  await userEvent.type(cap, 'many{Tab}');
  expect(await screen.findByText('Write a whole number.')).toBeTruthy();
  expect(of('review_set')).toEqual([]);
  await userEvent.clear(cap);
  await userEvent.type(cap, '45{Tab}');
  await waitFor(() => expect(review.settings.cap).toBe(45));
  expect(screen.queryByText('Write a whole number.')).toBeNull();
});

test('days, sources and what should stay are kept at once, one change on top of the other', async () => {
  const { review } = await open();
  await userEvent.click(screen.getByRole('button', { name: 'Fri' }));
  await userEvent.click(screen.getByRole('switch', { name: 'Checks that you missed' }));
  screen.getByRole('slider').focus();
  await userEvent.keyboard('{PageUp}');
  await waitFor(() => expect(review.settings).toMatchObject({ easy: [false, false, false, false, true, true, true], checks: false, terms: true, retention: 0.95 }));
  expect(screen.getByRole('button', { name: 'Fri' }).getAttribute('aria-pressed')).toBe('true');
});

test('a value that the core refuses goes back and says so', async () => {
  const { review } = await open({
    review_set: (input: Settings) => {
      if (!input.terms) throw new CallError('invalid_input', 'No.', { field: 'easy' });
      return review.set(input);
    },
  });
  await userEvent.click(screen.getByRole('switch', { name: 'Terms of lessons that you finished' }));
  await waitFor(() => expect(screen.getByRole('switch', { name: 'Terms of lessons that you finished' })).toHaveProperty('checked', true));
});

test('what a share means', () => {
  expect(retentionText(90)).toBe('Of twenty cards that come back, you will have forgotten about two. The usual balance.');
  expect(retentionText(95)).toContain('about one.');
  expect(retentionText(80)).toContain('about four. Fewer reviews');
});
