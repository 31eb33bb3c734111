import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { CourseMap, LessonState, MapModule } from '../../api/bindings';
import { fakePath, own, step } from '../../api/fake-path';
import MapList from './MapList.svelte';

const lesson = (id: string, state: LessonState) => ({
  id,
  number: '1.1',
  title: `Lesson ${id}`,
  state,
  minutes: 16,
  minutes_left: state === 'started' ? 9 : 16,
  fraction: state === 'started' ? 0.5 : 0,
  checks_left: 0,
  bookmarked: false,
});
const module = (number: number, done: boolean, lessons: MapModule['lessons']): MapModule => ({
  id: `m${number}`,
  number,
  title: `Module ${number}`,
  standfirst: '',
  done,
  minutes: 32,
  minutes_left: 25,
  lessons,
});
const map = {
  id: 'pmo',
  modules: [module(1, true, [lesson('a', 'done')]), module(2, false, [lesson('b', 'started'), lesson('c', 'new')])],
} as CourseMap;
const focused = () => document.activeElement?.textContent.trim();

test('the current module is open, and its lessons are links that say how far they are', () => {
  render(MapList, { map, lesson: 'b' });
  expect(screen.getByRole('button', { name: 'Module 1' }).getAttribute('aria-expanded')).toBe('false');
  expect(screen.getByRole('button', { name: 'Module 2' }).getAttribute('aria-expanded')).toBe('true');
  const link = screen.getByRole('link', { name: /Lesson b ?, in progress, nine minutes left *Resume/ });
  expect(link.getAttribute('href')).toBe('#/lesson/pmo/b');
});

test('arrows go from row to row, past lessons that are folded away', async () => {
  render(MapList, { map, lesson: 'b' });
  await userEvent.tab();
  await userEvent.keyboard('{Home}');
  expect(focused()).toBe('Module 1');
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Module 2');
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toContain('Lesson b');
  await userEvent.keyboard('{End}');
  expect(focused()).toContain('Lesson c');
  await userEvent.keyboard('{Home}{Enter}{ArrowDown}');
  expect(focused()).toContain('Lesson a');
});

test('a path shows levels, why a lesson is optional, the tool and the fast-track', async () => {
  const path = fakePath({
    modules: [own({ fast: 'failed' }), own({ module: { id: 'm2', number: 2, title: 'Module 2' }, level: 'targeted', fast: 'open' })],
    steps: [
      step('b', { module: 'm2' }),
      step('c', { module: 'm2', optional: true, why: 'You answered its question well.' }),
      step('b', { module: 'm2', kind: 'tool', tool: 't4', title: 'Portfolio frontier' }),
    ],
  });
  const onfocus = vi.fn();
  render(MapList, { map, lesson: 'b', path, onfocus });
  expect(screen.getAllByText('Targeted')).toHaveLength(2);
  expect(screen.getByText('Optional. You answered its question well.')).toBeTruthy();
  expect(screen.getByRole('link', { name: /Tool: Portfolio frontier, Not used yet/ }).getAttribute('href')).toBe('#/workbook/t4');
  expect(screen.getByRole('link', { name: /Fast-track: five questions/ }).getAttribute('href')).toBe('#/assessment/pmo/fast/m2');
  await userEvent.click(screen.getByRole('button', { name: 'Module 1' }));
  expect(onfocus).toHaveBeenCalledExactlyOnceWith('m1');
  expect(screen.getByRole('link', { name: /Try the fast-track again, Not passed/ })).toBeTruthy();
});
