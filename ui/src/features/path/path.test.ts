import { expect, test } from 'vitest';
import type { MapLesson, PathStep } from '../../api/bindings';
import { choose, inverse } from './change';
import { fakePath, own, step } from '../../api/fake-path';
import { inFront, isComplete, keptOf, leftOf, modulePath, needRows, pathSentence, savedSentence, stripOf } from './path';
import { fakeHost } from '../../api/fake-host';
import { toasts } from '../../shared/toasts.svelte';

const part = (...steps: PathStep[]) => {
  const found = modulePath(fakePath({ steps }), 'm1');
  if (!found) throw new Error('no m1');
  return found;
};

test('what was read of the path and what remains', () => {
  expect(pathSentence({ done: 13, lessons: 34, minutes_left: 355 })).toBe(
    'You have read 13 of the 34 lessons on your path. 5 h 55 min remain.',
  );
  expect(pathSentence({ done: 0, lessons: 34, minutes_left: 60 })).toBe('You have read none of the 34 lessons on your path. 1 h remain.');
  expect(pathSentence({ done: 2, lessons: 2, minutes_left: 0 })).toBe('You have read all 2 lessons on your path.');
  expect(pathSentence({ done: 0, lessons: 0, minutes_left: 0 })).toBe('No lesson is left on your path.');
});

test('what is saved, and from when it is known', () => {
  const now = new Date(2026, 9, 14);
  expect(savedSentence(fakePath({ minutes_saved: 226 }), now)).toBe(
    '3 h 46 min shorter than the full course, from your pre-assessment on 2 Sep.',
  );
  expect(savedSentence(fakePath({ minutes_saved: 0 }), now)).toMatch(/^As long as the full course/);
  expect(savedSentence(fakePath({ everything: true }), now)).toMatch(/^You read everything/);
});

test('what is optional is dotted and owed no minutes', () => {
  const found = part(step('a', { minutes_left: 9 }), step('b', { optional: true, minutes_left: 16 }), step('c', { done: true, minutes_left: 0 }));
  expect(leftOf(found)).toEqual({ minutes: 9, done: false });
  expect(keptOf(found)).toEqual({ kept: 2, optional: 1 });
  const lessons = ['a', 'b'].map((id) => ({ id, minutes: 16, fraction: 0 }) as MapLesson);
  expect(stripOf(lessons, found).map((segment) => segment.optional)).toEqual([false, true]);
  expect(stripOf(lessons, null).every((segment) => !segment.optional)).toBe(true);
});

test('a fast-track that is open keeps its module open', () => {
  const optional = step('a', { optional: true });
  expect(leftOf(part(optional, step('', { kind: 'fast_track' }))).done).toBe(false);
  expect(leftOf(part(optional, step('', { kind: 'fast_track', done: true }))).done).toBe(true);
  const open = modulePath(fakePath({ modules: [own({ level: 'fast_track', fast: 'open' })], steps: [optional] }), 'm1');
  expect(open && leftOf(open).done).toBe(false);
});

test('the path is done with its tools, not before', () => {
  const tool = step('a', { kind: 'tool', tool: 't1' });
  expect(isComplete(fakePath({ steps: [step('a', { done: true }), tool, step('b', { optional: true })] }))).toBe(false);
  expect(isComplete(fakePath({ steps: [step('a', { done: true }), { ...tool, done: true }, step('b', { optional: true })] }))).toBe(true);
  expect(isComplete(fakePath({ steps: [] }))).toBe(false);
});

test('in front is what was moved there and is not done', () => {
  const steps = [step('a', { first: true }), step('b', { first: true, done: true }), step('c')];
  expect(inFront(fakePath({ steps })).map(({ lesson }) => lesson)).toEqual(['a']);
});

test('the parts of a need add up to it', () => {
  const rows = needRows(own());
  expect(rows.map((row) => row.cells[1])).toEqual(['22.5', '6.3', '6', '10', '44.8']);
  expect(rows[0]?.cells[0]).toBe('0.45 × 50');
  expect(needRows({ ...own(), need: null })).toEqual([]);
});

test('a choice knows its way back', () => {
  const path = fakePath({ modules: [own({ chosen: true, level: 'core' })], steps: [step('a', { chosen: true, optional: true }), step('b')] });
  expect(inverse(path, { of: 'module', module: 'm1', level: null })).toEqual({ of: 'module', module: 'm1', level: 'core' });
  expect(inverse(fakePath(), { of: 'module', module: 'm1', level: 'core' })).toMatchObject({ level: null });
  expect(inverse(path, { of: 'lesson', lesson: 'a', on: true })).toEqual({ of: 'lesson', lesson: 'a', on: false });
  expect(inverse(path, { of: 'lesson', lesson: 'b', on: false })).toMatchObject({ on: null });
  expect(inverse(path, { of: 'everything', on: true })).toEqual({ of: 'everything', on: false });
});

test('a choice is said with undo; a refusal leaves things as they were and says so', async () => {
  const host = fakeHost({ path_set: () => fakePath() });
  await choose(fakePath(), { of: 'everything', on: true }, 'Every lesson is on your path');
  toasts.undo();
  expect(host.of('path_set').map((input) => input.choice)).toEqual([
    { of: 'everything', on: true },
    { of: 'everything', on: false },
  ]);
  host.answers.path_set = () => Promise.reject(new Error('no'));
  expect(await choose(fakePath(), { of: 'everything', on: true }, 'x')).toBeNull();
  expect(toasts.list.at(-1)?.text).toBe('Your path was not changed. Try again.');
});
