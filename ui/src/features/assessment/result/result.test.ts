import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { FakeSittings } from '../fake-core';
import Result from './Result.svelte';
import { calibrationSentence, filtered, firstFilter, needFormula, resultSentence } from './result';

function sat(kind: 'pre' | 'fast' | 'post', ...answers: [string | null, number][]) {
  const core = new FakeSittings(kind, answers.map((_, index) => (index < 2 ? 'm1' : 'm2')));
  answers.forEach(([option, confidence], index) =>
    core.answer({ sitting: 's1', item: `q${index + 1}`, option, confidence, seconds: 5 }),
  );
  core.finished = true;
  return core;
}

test('the finding of each kind', () => {
  expect(resultSentence(sat('pre', ['b', 4], ['a', 3], [null, 1]).result())).toBe(
    'You answered one of three questions right. One answer was sure and wrong: its lesson comes first.',
  );
  expect(resultSentence(sat('pre', ['b', 4], ['a', 2]).result())).toContain('No answer that you were sure of was wrong.');
  const four: [string, number][] = [['b', 4], ['b', 4], ['b', 4], ['b', 4], ['a', 1]];
  const pass = sat('fast', ...four).result();
  expect(resultSentence(pass)).toBe('You answered four of five questions right. Module 1 is credited.');
  expect(resultSentence({ ...pass, passed: false, correct: 3 })).toBe(
    'You answered three of five questions right. Four are needed, so the lessons of module 1 stay on your path.',
  );
  expect(resultSentence({ ...pass, passed: false, correct: 0 })).toContain('You answered none of five questions right.');
  const post = sat('post', ['b', 4], ['a', 1]).result();
  expect(resultSentence({ ...post, gained: 22.2, closed: 3 })).toBe(
    'You gained 22 percentage points since your pre-assessment. Three blind spots are closed.',
  );
  expect(resultSentence({ ...post, gained: -1.2, closed: 0 })).toBe('You scored one percentage point less than in your pre-assessment.');
  expect(resultSentence({ ...post, gained: 0.2, closed: null })).toBe('You scored as in your pre-assessment.');
  expect(resultSentence({ ...post, gained: null })).toContain('You answered one of two questions right.');
});

test('how sure and how right agree', () => {
  const answers = (confidence: number, answers: number, correct: number) => ({ confidence, answers, correct });
  expect(calibrationSentence([answers(1, 0, 0), answers(4, 10, 8)])).toBe('When you were certain, you were right 8 times in 10.');
  expect(calibrationSentence([answers(1, 4, 1), answers(3, 5, 3)])).toBe(
    'When you were fairly sure, you were right 3 times in 5. When you guessed, you were right once in 4.',
  );
  expect(calibrationSentence([answers(4, 5, 0)])).toBe('When you were certain, you were right 0 times in 5.');
  expect(calibrationSentence([answers(1, 0, 0)])).toBe('No answer has a confidence.');
});

test('the arithmetic of a need is written out and adds up', () => {
  const need = { need: 44.75, score: 50, blind: 25, recency: 40, relevance: 66.7, correct: 2, asked: 4, missed: [] };
  expect(needFormula(need)).toBe('.45 × 50 + .25 × 25 + .15 × 40 + .15 × 66.7 = 44.8');
});

test('questions by filter; a question not answered counts as missed', () => {
  const items = sat('pre', ['b', 4], ['a', 4], [null, 1]).result().view.items;
  expect(filtered(items, 'missed').map(({ id }) => id)).toEqual(['q2', 'q3']);
  expect(filtered(items, 'blind').map(({ id }) => id)).toEqual(['q2']);
  expect(filtered(items, 'all')).toHaveLength(3);
  expect(firstFilter(items)).toBe('missed');
  expect(firstFilter(filtered(items, 'all').slice(0, 1))).toBe('all');
});

test('a post-test sets before beside now, and opens a question with its explanation', async () => {
  sat('post', ['b', 4], ['a', 4], ['b', 2]).host();
  render(Result, { course: 'pmo', kind: 'post' });
  const row = await screen.findByRole('row', { name: /Role/ });
  expect(within(row).getAllByRole('cell').map((cell) => cell.textContent.trim())).toEqual(['0 of 2', '1 of 2', '1']);
  await userEvent.click(screen.getByText('Prompt 2?'));
  expect(screen.getByText('Why q2.')).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: 'All' }));
  expect(screen.getByText('Prompt 1?')).toBeTruthy();
});

test('a passed fast-track stays passed, and beside “Again” that is said', async () => {
  sat('fast', ['b', 4], ['b', 4], ['b', 4], ['b', 4]).host();
  render(Result, { course: 'pmo', kind: 'fast', module: 'm1' });
  expect(await screen.findByText('The lessons stay credited, however another one turns out.')).toBeTruthy();
});
