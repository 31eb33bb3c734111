import { expect, test } from 'vitest';
import { attempt, check, feedback } from '../fixture';
import { confidenceLine, resultRows, scoreLine, withUnit } from './result';

const shown = (rows: ReturnType<typeof resultRows>) => rows.map((row) => [row.id, row.tone, row.word, row.note]);

test('single: the right one, your wrong one, the rest, in the order that was shown', () => {
  const view = check('c', { options: ['c', 'a', 'b'].map((id) => ({ id, html: id })) });
  const options = [feedback('a', 'wrong', true), feedback('b', 'right'), feedback('c', 'neutral')];
  expect(shown(resultRows(view, attempt({ options })))).toEqual([
    ['c', 'plain', '', undefined],
    ['a', 'caution', 'Your answer', undefined],
    ['b', 'correct', 'Correct', undefined],
  ]);
});

test('multiple: what was left out is named', () => {
  const rows = resultRows(check('c', { form: 'multiple' }), attempt({ answer: { form: 'multiple', options: ['a'] } }));
  expect(rows[1]?.word).toBe('Correct, not chosen');
});

test('a single answer that was right is just correct', () => {
  const rows = resultRows(check('c'), attempt({ correct: true, options: [feedback('a', 'right', true), feedback('b', 'neutral')] }));
  expect(shown(rows)[0]).toEqual(['a', 'correct', 'Correct', undefined]);
});

test('ordering: in the right order, saying where it was put', () => {
  const view = check('c', { form: 'ordering' });
  const rows = resultRows(
    view,
    attempt({
      answer: { form: 'ordering', order: ['b', 'a'] },
      right_order: ['a', 'b'],
      options: [feedback('a', 'wrong', true), feedback('b', 'wrong', true)],
    }),
  );
  expect(rows.map((row) => [row.place, row.id, row.word])).toEqual([
    [1, 'a', 'You put it in place 2'],
    [2, 'b', 'You put it in place 1'],
  ]);
});

test('matching: your target, and the right one in words', () => {
  const view = check('c', { form: 'matching', targets: [{ id: 'x', html: 'The <em>X</em>' }, { id: 'y', html: 'Y' }] });
  const options = [
    { ...feedback('a', 'wrong', true), right_target: 'x' },
    { ...feedback('b', 'right', true), right_target: 'y' },
  ];
  const rows = resultRows(view, attempt({ answer: { form: 'matching', targets: { a: 'y', b: 'y' } }, options }));
  expect(shown(rows)).toEqual([
    ['a', 'caution', 'You chose: Y', 'Belongs to: The X'],
    ['b', 'correct', 'Correct', 'Belongs to: Y'],
  ]);
  expect(scoreLine(view, attempt({ options }))).toBe('1 of 2 is right.');
});

test('numeric: your number and, when it was wrong, the right one', () => {
  const view = check('c', { form: 'numeric', unit: '%', options: [] });
  const wrong = attempt({ answer: { form: 'numeric', value: 25 }, right_value: 50, options: [feedback('value', 'wrong', true)] });
  expect(resultRows(view, wrong)[0]).toMatchObject({ text: '25%', word: 'Your answer', note: 'The answer is 50%.' });
  expect(withUnit(1234.5, 'days')).toBe('1,234.5 days');
});

test('a revised check shows what still fits', () => {
  expect(resultRows(check('c', { options: [{ id: 'a', html: 'a' }] }), attempt()).map((row) => row.id)).toEqual(['a']);
});

test('confidence is set beside the outcome', () => {
  expect(confidenceLine(attempt({ confidence: 4 }))).toBe('You were certain, and wrong: worth a second look.');
  expect(confidenceLine(attempt({ confidence: 1 }))).not.toContain('second look');
  expect(confidenceLine(attempt({ correct: true, confidence: 3 }))).toBe('You were fairly sure, and right.');
  expect(confidenceLine(attempt({ confidence: null }))).toBeNull();
});
