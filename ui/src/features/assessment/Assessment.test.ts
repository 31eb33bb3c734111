import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallError } from '../../api/error';
import { keys } from '../../shell/keyboard';
import { router } from '../../shell/router.svelte';
import { toasts } from '../../shared/toasts.svelte';
import Assessment from './Assessment.svelte';
import { FakeSittings } from './fake-core';

let stop: () => void = () => undefined;
beforeEach(() => {
  stop = keys.start();
  window.location.hash = '#/assessment/pmo/pre';
  for (const toast of [...toasts.list]) toasts.dismiss(toast.id);
});
afterEach(() => stop());

const title = () => screen.getByRole('heading', { level: 1 }).textContent;
const arrive = (text: string) => vi.waitFor(() => expect(title()).toBe(text));

test('nothing is begun by itself: the offer says how long it takes and what it changes', async () => {
  const host = new FakeSittings().host();
  render(Assessment, { course: 'pmo', kind: 'pre' });
  expect(await screen.findByText('Three questions, about six minutes.')).toBeTruthy();
  expect(screen.getByText(/changes nothing that cannot be changed back/)).toBeTruthy();
  await vi.waitFor(() =>
    expect(screen.getByRole('link', { name: 'Read from the beginning' }).getAttribute('href')).toBe('#/lesson/pmo/first'),
  );
  expect(host.of('sitting_open')).toEqual([]);
});

test('three questions by keyboard alone: ratings, a blind spot explained at once, not knowing, the result', async () => {
  const core = new FakeSittings();
  const host = core.host();
  render(Assessment, { course: 'pmo', kind: 'pre' });
  await screen.findByText(/Three questions/);
  await userEvent.keyboard('{Enter}');
  await arrive('1 Role');
  // Both can be left out.
  await userEvent.keyboard('{Enter}');
  await arrive('Question 1 of 3');
  expect(host.of('module_rate')).toEqual([]);

  // A digit is an answer first, then how sure; Enter confirms.
  await userEvent.keyboard('14{Enter}');
  expect(await screen.findByText('About b.')).toBeTruthy();
  expect(host.of('item_answer')[0]).toMatchObject({ item: 'q1', option: 'a', confidence: 4 });
  expect(screen.getByText('Source: Pulse of the Profession. As at November 2026.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Read this first: 1.1 What a director owns' })).toBeTruthy();

  await userEvent.keyboard('{Enter}');
  await arrive('Question 2 of 3');
  expect(document.activeElement?.tagName).toBe('H1');
  await userEvent.keyboard('5{Enter}');
  await arrive('2 Mandate');
  expect(host.of('item_answer')[1]).toMatchObject({ item: 'q2', option: null, confidence: 1 });

  await userEvent.click(screen.getByRole('radio', { name: '3' }));
  await userEvent.click(screen.getByRole('radio', { name: 'Very' }));
  await userEvent.keyboard('{Enter}');
  await arrive('Question 3 of 3');
  expect(host.of('module_rate')).toEqual([{ course: 'pmo', module: 'm2', years: 3, relevance: 4 }]);
  await userEvent.keyboard('22{Enter}');
  await vi.waitFor(() => expect(router.current).toEqual({ name: 'result', course: 'pmo', kind: 'pre' }));
  expect(core.items.map((item) => item.answer?.option)).toEqual(['a', null, 'b']);
});

test('Enter without an answer, or without how sure, answers nothing', async () => {
  const host = new FakeSittings('post').host();
  render(Assessment, { course: 'pmo', kind: 'post' });
  await screen.findByText(/Three questions/);
  await userEvent.keyboard('{Enter}');
  await arrive('Question 1 of 3');
  await userEvent.keyboard('{Enter}');
  expect(screen.getByText('Choose an answer first.')).toBeTruthy();
  await userEvent.keyboard('2{Enter}');
  expect(screen.getByText('Say how sure you are.')).toBeTruthy();
  expect(host.of('item_answer')).toEqual([]);
});

test('an answer that was not taken stays chosen and is sent again', async () => {
  const core = new FakeSittings('fast', ['m1', 'm1']);
  const host = core.host();
  const answer = host.answers.item_answer;
  host.answers.item_answer = () => Promise.reject(new CallError('unreachable', 'No server.'));
  render(Assessment, { course: 'pmo', kind: 'fast', module: 'm1' });
  await screen.findByText(/Two questions/);
  await userEvent.keyboard('{Enter}');
  await arrive('Question 1 of 2');
  await userEvent.keyboard('23{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('What you chose is still here.');
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Option b' }).checked).toBe(true);
  if (answer) host.answers.item_answer = answer;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await arrive('Question 2 of 2');
  expect(core.items[0]?.answer).toEqual({ option: 'b', confidence: 3 });
});

test('what was paused goes on at the open question; answered ones can be looked at and stand', async () => {
  const core = new FakeSittings();
  core.answer({ sitting: 's1', item: 'q1', option: 'c', confidence: 2, seconds: 3 });
  const host = core.host();
  render(Assessment, { course: 'pmo', kind: 'pre' });
  await arrive('Question 2 of 3');
  expect(host.of('sitting_open')).toEqual([{ course: 'pmo', kind: 'pre', module: null, again: false }]);
  expect(screen.getByText('1 of 3 answered')).toBeTruthy();
  expect(screen.getByText('About four minutes left')).toBeTruthy();
  await userEvent.keyboard('[[');
  await arrive('Question 1 of 3');
  expect(screen.getByText('You answered: unsure.')).toBeTruthy();
  expect(screen.queryByRole('radio')).toBeNull();
  await userEvent.keyboard('{Escape}');
  expect(router.current).toEqual({ name: 'course' });
  expect(toasts.list.at(-1)?.text).toBe('Paused. Your answers are kept; go on from Today or Course.');
});

test('all answered before the app went away: the result is made at once', async () => {
  const core = new FakeSittings('post', ['m1']);
  core.answer({ sitting: 's1', item: 'q1', option: 'b', confidence: 4, seconds: 3 });
  const host = core.host();
  render(Assessment, { course: 'pmo', kind: 'post' });
  await vi.waitFor(() => expect(router.current.name).toBe('result'));
  expect(host.of('sitting_finish')).toEqual([{ sitting: 's1' }]);
});
