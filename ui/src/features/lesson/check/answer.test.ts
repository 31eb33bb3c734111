import { expect, test } from 'vitest';
import { check } from '../fixture';
import { answerOf, isShort, moved, numberProblem, type Work } from './answer';

const nothing: Work = { option: '', options: [], order: ['b', 'a'], targets: {}, typed: '' };
const work = (more: Partial<Work>): Work => ({ ...nothing, ...more });

test('an answer has the form of its check, in the order of the options', () => {
  expect(answerOf(check('c'), work({ option: 'b' }))).toEqual({ answer: { form: 'single', option: 'b' } });
  expect(answerOf(check('c', { form: 'multiple' }), work({ options: ['b', 'a', 'gone'] }))).toEqual({
    answer: { form: 'multiple', options: ['a', 'b'] },
  });
  expect(answerOf(check('c', { form: 'ordering' }), nothing)).toEqual({ answer: { form: 'ordering', order: ['b', 'a'] } });
  expect(answerOf(check('c', { form: 'numeric', unit: '%' }), work({ typed: '12,5 %' }))).toEqual({
    answer: { form: 'numeric', value: 12.5 },
  });
});

test('a matching check wants a target for every option', () => {
  const view = check('c', { form: 'matching' });
  expect(answerOf(view, work({ targets: { a: 'x' } }))).toEqual({ missing: 'One is still to be placed.' });
  expect(answerOf(view, work({ targets: { a: 'x', b: 'y', gone: 'x' } }))).toEqual({
    answer: { form: 'matching', targets: { a: 'x', b: 'y' } },
  });
});

test('what is missing is said', () => {
  for (const form of ['single', 'multiple', 'numeric'] as const) {
    expect(answerOf(check('c', { form }), nothing)).toHaveProperty('missing');
  }
});

test('a number that is none is explained', () => {
  expect(numberProblem('abc', null)).toBe('“abc” is not a number. Write it in figures, such as 12.5.');
  expect(numberProblem('1,234', null)).toBe('“1,234” can be read in two ways. Write 1234 or 1.234.');
  expect(numberProblem('', null)).toBeNull();
});

test('moving keeps every item once', () => {
  expect(moved(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
  const order = ['a', 'b'];
  expect(moved(order, 'a', -1)).toBe(order);
  expect(moved(order, 'x', 0)).toBe(order);
});

test('few short targets stand side by side', () => {
  expect(isShort(['The PMO director', 'The PMO manager', 'Someone outside the PMO'])).toBe(true);
  expect(isShort(['a', 'b', 'c', 'd'])).toBe(false);
  expect(isShort(['A target that takes a whole line of text'])).toBe(false);
});
