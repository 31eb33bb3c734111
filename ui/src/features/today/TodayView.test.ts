import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Today } from '../../api/bindings';
import { arrival } from '../../shell/arrival';
import { keys } from '../../shell/keyboard';
import TodayView from './TodayView.svelte';

const lesson = {
  id: 'l1',
  number: '1.1',
  title: 'What a director owns',
  state: 'new',
  minutes: 8,
  minutes_left: 8,
  fraction: 0,
} as const;
const today: Today = {
  date: '2026-10-14',
  course: { id: 'pmo', title: 'Thriving', read: 0, lessons: 1, minutes_left: 8 },
  finding: { rule: 'begin', minutes: 8 },
  lesson: { ...lesson, module: 'Role', standfirst: 'One line.', stopped_at: null },
  module: {
    id: 'm1',
    number: 1,
    title: 'Role',
    standfirst: '',
    done: false,
    minutes: 8,
    minutes_left: 8,
    lessons: [{ ...lesson, checks_left: 1, bookmarked: false }],
  },
  bookmarks: [],
  writing: [],
};
const written = { course: 'pmo', lesson: 'l1', number: '1.1', title: 'What a director owns', block: 'b', at: '2026-10-14T09:00:00Z' };

beforeEach(() => {
  arrival.first = true;
  window.location.hash = '#/today';
});

test('the day, the sentence and the sheet; nothing that has no content', () => {
  render(TodayView, { today });
  expect(screen.getByText('Wednesday 14 October')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
    'Nothing is due today. Lesson 1.1 takes eight minutes, if you have them.',
  );
  expect(screen.getByRole('link', { name: 'Lesson 1.1' }).getAttribute('href')).toBe('#/lesson/pmo/l1');
  expect(screen.getByRole('region', { name: 'This module' })).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'Bookmarks' })).toBeNull();
  expect(screen.queryByRole('region', { name: 'Only you can see these' })).toBeNull();
});

test('what was marked and written leads back to its place', () => {
  render(TodayView, {
    today: {
      ...today,
      bookmarks: [
        { ...written, text: 'The first row.' },
        { ...written, block: 'gone', text: null },
      ],
      writing: [{ ...written, kind: 'draft', excerpt: 'Which office first?' }],
    },
  });
  const href = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
  expect(href('The first row.')).toBe('#/lesson/pmo/l1/b');
  expect(href('A revision removed the passage that you marked.')).toBe('#/lesson/pmo/l1');
  expect(href('Which office first?')).toBe('#/lesson/pmo/l1/b');
  expect(screen.getByText('Private draft, 1.1 What a director owns')).toBeTruthy();
});

test('when the window opens the button has the focus, later it leaves the focus alone', () => {
  const { unmount } = render(TodayView, { today });
  expect(document.activeElement?.textContent).toContain('Begin reading');
  unmount();
  arrival.first = false;
  render(TodayView, { today });
  expect(document.activeElement).toBe(document.body);
});

test('Enter goes on reading from anywhere that Enter does nothing else', async () => {
  arrival.first = false;
  const stop = keys.start();
  render(TodayView, { today });
  await userEvent.keyboard('{Enter}');
  expect(window.location.hash).toBe('#/lesson/pmo/l1');
  stop();
});
