/**
 * axe-core on the pre-assessment, the path, review, the words of the course, dates and the tools of
 * tables: both themes, both sizes, no rule switched off; a picture of each.
 */
import type { Page } from 'playwright-core';
import { COURSE, goTo, LESSON, OFFER, openLesson, seeTitle, startBuiltIn, textOf, visit } from './harness/app';
import { call } from './harness/cli';
import { dialog, finding } from './harness/keeping';
import { inspect } from './harness/looks';
import { answer, answerKeys, leaveOut, opening, sit } from './harness/sitting';
import { dataIn, expect, test } from './harness/test';

/** Looks at what is on the screen now. */
function looking(page: Page): { look: (screen: string) => Promise<void>; found: string[] } {
  const found: string[] = [];
  return { found, look: async (screen) => void found.push(...(await inspect(page, screen))) };
}

test('pre-assessment: its offer, a module, a question, a mistake explained, and the offer to go on', async ({ page }) => {
  const { look, found } = looking(page);
  await page.getByRole('button', { name: /Start the built-in course/ }).click();
  await page.getByRole('heading', { name: OFFER }).waitFor();
  await look('assessment-offer');
  const questions = await opening(page, () => page.getByRole('button', { name: 'Take it' }).click());
  await page.getByRole('group', { name: 'How relevant is it for your work?' }).waitFor();
  await look('assessment-module');
  await leaveOut(page);
  await seeTitle(page, 'Question 1 of 36');
  await page.keyboard.press('2');
  await look('assessment-question');
  await page.getByText('I don’t know', { exact: true }).click();
  await page.getByText('It counts as missed, never as a blind spot.').waitFor();
  await page.keyboard.press('Enter');
  await answer(page, questions, 1, 'wrong', answerKeys(), () => look('assessment-explained'));
  await page.getByRole('button', { name: 'Previous question' }).click();
  await seeTitle(page, 'Question 2 of 36');
  await page.keyboard.press('Escape');
  await page.getByText('Paused after 2 of 36 questions.').waitFor();
  await look('course-paused');
  expect(found).toEqual([]);
});

test('results and the path: as advised, changed, credited, everything, and after the post-test', async ({ folder, page }) => {
  const data = dataIn(folder);
  const { look, found } = looking(page);
  await call(data, 'course_start');
  await sit(data, 'pre', null, (item) => (item.module === 'm2' ? 'right' : item.module === 'm1' ? 'wrong' : 'unknown'));
  await page.reload();
  await visit(page, `#/result/${COURSE}/pre`, /^You answered four of 36 questions right/);
  await page.getByText('How the level is computed').click();
  await page.locator('summary').first().click();
  await look('result-pre');
  await visit(page, '#/course', 'Thriving as a PMO Director');
  await page.getByRole('region', { name: 'Moved to the front' }).waitFor();
  await page.getByText('The numbers', { exact: true }).click();
  await look('course-path');
  await page.getByRole('button', { name: 'Change my path' }).click();
  await dialog(page, 'Change my path').waitFor();
  await dialog(page, 'Change my path').getByText(/lessons on your path$/).first().click();
  await look('path-change');
  await page.keyboard.press('Escape');
  await goTo(page, '#/today');
  await page.getByText('It comes first.').waitFor();
  await look('today-path');

  await sit(data, 'fast', 'm2', () => 'right');
  await sit(data, 'fast', 'm3', () => 'wrong');
  await page.reload();
  await visit(page, `#/assessment/${COURSE}/fast/m3`, /^Prove module 3/);
  await look('fast-offer');
  await visit(page, `#/result/${COURSE}/fast/m2`, /Module 2 is credited/);
  await look('result-fast-passed');
  await visit(page, `#/result/${COURSE}/fast/m3`, /Four are needed/);
  await look('result-fast-failed');
  await call(data, 'path_set', { course: COURSE, choice: { of: 'everything', on: true } });
  await sit(data, 'post', null, () => 'right');
  await page.reload();
  await visit(page, `#/result/${COURSE}/post`, /^You gained/);
  await look('result-post');
  await visit(page, '#/course', 'Thriving as a PMO Director');
  await page.getByText('You read everything.').waitFor();
  await look('course-everything');
  expect(found).toEqual([]);
});

test('review: without cards, a card, its answer, the end; the list, the editor, the settings', async ({ folder, page }) => {
  const data = dataIn(folder);
  const { look, found } = looking(page);
  await startBuiltIn(page);
  await visit(page, '#/review', 'There are no cards yet.');
  await look('review-none');
  for (const [index, front] of ['Which decision was hers alone?', 'What does a release of money buy?'].entries()) {
    await call(data, 'card_add', { id: `00000000-0000-4000-8000-00000000000${index}`, origin: { from: 'own' }, front, back: 'One that nobody else could take back by Friday.' });
  }
  await page.reload();
  await seeTitle(page, /^Two cards/);
  await look('review-card');
  await page.keyboard.press('Space');
  await page.getByRole('group', { name: 'Answer' }).waitFor();
  await look('review-answer');
  await page.keyboard.press('3');
  await page.keyboard.press('Space');
  await page.getByRole('group', { name: 'Answer' }).waitFor();
  await page.keyboard.press('4');
  await seeTitle(page, /^Nothing more is due today/);
  await look('review-done');
  await visit(page, '#/review/cards', 'All cards');
  await page.getByRole('main').getByRole('listitem').first().waitFor();
  await look('review-cards');
  await page.keyboard.press('n');
  await dialog(page, 'New card').waitFor();
  await page.getByRole('button', { name: 'Make card' }).click();
  await page.getByText('Write a question.').waitFor();
  await look('review-editor');
  await page.keyboard.press('Escape');
  await visit(page, '#/settings/review', 'Review');
  await page.getByRole('slider').waitFor();
  await look('settings-review');
  expect(found).toEqual([]);
});

test('words and dates: the glossary, one term, nothing found, dated facts; dates set, late, refused; a fact and a term in a lesson', async ({ folder, page }) => {
  const data = dataIn(folder);
  const { look, found } = looking(page);
  await startBuiltIn(page);
  await visit(page, '#/glossary', 'Glossary');
  await page.locator('dt').first().waitFor();
  await look('glossary');
  const { terms } = await call<{ terms: { id: string }[] }>(data, 'glossary_read', { course: COURSE });
  await goTo(page, `#/glossary/${terms.at(-1)?.id}`);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('DT');
  await look('glossary-term');
  await page.getByRole('searchbox', { name: 'Find a term' }).fill('xyzzy');
  await page.getByText('No term matches “xyzzy”.').waitFor();
  await look('glossary-nothing');
  await visit(page, '#/facts', /^Since 2020/);
  await look('facts');

  await visit(page, '#/due', 'No dates are set.');
  await look('due-none');
  for (const [index, date] of ['2026-01-05', '2099-12-31'].entries()) {
    await call(data, 'deadline_set', { id: `00000000-0000-4000-8000-00000000000${index}`, title: `Promise ${index + 1}`, date });
  }
  await page.reload();
  await seeTitle(page, /passed/);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Say by when.').waitFor();
  await page.getByRole('button', { name: 'Edit: Promise 2' }).click();
  await look('due');
  await goTo(page, '#/today');
  await page.getByRole('region', { name: 'Commitments' }).getByText('Promise 1').waitFor();
  await look('today-due');

  await openLesson(page, LESSON);
  await page.locator('article [data-fact]').first().focus();
  await page.keyboard.press('Enter');
  await page.getByText(/As at/).first().waitFor();
  await look('lesson-fact');
  expect(found).toEqual([]);
});

const SHEETS = [
  ['t2', 'Service maturity'],
  ['t3', 'Line of sight'],
  ['t5', 'Capacity heat map'],
  ['t6', 'Benefits map and scorecard'],
  ['t7', 'AI readiness'],
  ['t8', 'Stakeholder grid'],
  ['t9', '90-day plan'],
] as const;

test('the tools of tables: empty, and each with its example', async ({ folder, page }) => {
  const data = dataIn(folder);
  const { look, found } = looking(page);
  await startBuiltIn(page);
  await visit(page, '#/workbook/t2', 'Service maturity');
  await page.getByText('Nothing is filled in yet.').waitFor();
  await look('tool-sheet-empty');
  for (const [tool, title] of SHEETS) {
    await call(data, 'tool_example', { tool });
    await page.reload();
    await visit(page, `#/workbook/${tool}`, title);
    await page.getByText('This is an example, not your data.').waitFor();
    await expect.poll(() => textOf(finding(page))).not.toBe('');
    await look(`tool-${tool}`);
  }
  expect(found).toEqual([]);
});

test('a cell that is refused, a row with everything, and rows that are pasted', async ({ folder, page }) => {
  const { look, found } = looking(page);
  await startBuiltIn(page);
  await call(dataIn(folder), 'tool_example', { tool: 't5' });
  await visit(page, '#/workbook/t5', 'Capacity heat map');
  const work = page.getByRole('grid', { name: 'Work' });
  await work.getByRole('button', { name: /^Probability of/ }).first().focus();
  await page.keyboard.press('F2');
  await work.getByRole('textbox', { name: /^Probability of/ }).fill('plenty');
  await page.keyboard.press('Enter');
  await work.getByRole('alert').waitFor();
  await look('tool-cell-refused');
  await page.keyboard.press('Escape');
  await work.getByRole('button', { name: /^Details of/ }).first().click();
  await page.getByRole('dialog').waitFor();
  await look('tool-row');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Paste rows from Excel' }).first().click();
  await page.getByRole('dialog').getByRole('textbox').fill('Role\tHeadcount\tAvailability\nTesters\tmany\t0.8');
  await page.getByRole('dialog').getByText('1 row read').waitFor();
  await look('tool-paste');
  expect(found).toEqual([]);
});
