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
  note: null,
  tool: null,
  path: null,
  review: null,
  due: [],
  due_open: 0,
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

test('the last note and the last tool say what they are and lead there', async () => {
  const { rerender } = render(TodayView, { today });
  expect(screen.queryByRole('region', { name: /^Your last/ })).toBeNull();
  const place = { course: 'pmo', lesson: 'l1', number: '1.1', title: 'What a director owns', module: 1, block: null, highlight: null, tool: null };
  const note = { id: 'n 1', title: '', excerpt: 'Show Anders\nthe three projects.', tags: [], place, words: 5, created_at: written.at, updated_at: written.at, removed_at: null };
  const tool = { tool: 't4', title: 'Portfolio frontier', purpose: '', module: 4, lesson: null, started: true, finding: 'Forcing Ledger costs 79 points.', updated_at: written.at, results: 0 };
  await rerender({ today: { ...today, note, tool } });
  expect(screen.getByRole('link', { name: 'Show Anders the three projects.' }).getAttribute('href')).toBe('#/notes/n%201');
  expect(screen.getByText('1.1 What a director owns')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Portfolio frontier' }).getAttribute('href')).toBe('#/workbook/t4');
  expect(screen.getByText('Forcing Ledger costs 79 points.')).toBeTruthy();
  expect(screen.getByText('Workbook, module 4')).toBeTruthy();
  // Its lesson is gone: no place rather than a wrong one.
  await rerender({ today: { ...today, note: { ...note, title: 'For Anders', place: { ...place, number: null, title: null } } } });
  expect(screen.getByRole('link', { name: 'For Anders' })).toBeTruthy();
  expect(screen.queryByText('1.1 What a director owns')).toBeNull();
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
