/**
 * The whole course once: pre-assessment, the path that comes of it, the fast-track of a module, its
 * tool with an export, a missed check, the card of it in review, and the post-test.
 */
import { block, COURSE, LESSON, OFFER, openLesson, seeTitle, tab, textOf, TITLE, visit } from './harness/app';
import { download, finding } from './harness/keeping';
import { picture } from './harness/screens';
import { answer, answerKeys, leaveOut, opening, type Answer } from './harness/sitting';
import { expect, test } from './harness/test';

const QUESTIONS = 36;
const FAST = 'm2';

/** One module known well, one with confident mistakes, the rest not known. */
const answerOf = (module: string): Answer => (module === FAST ? 'right' : module === 'm1' ? 'wrong' : 'unknown');

test('pre-assessment, path, fast-track, tool with export, missed check, review, post-test', async ({ page }) => {
  const keys = answerKeys();
  const modules = page.getByRole('list', { name: 'Modules' });
  const module = (title: RegExp) => modules.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });

  // The first run leads to the offer, and its button has the focus.
  await page.getByRole('button', { name: /Start the built-in course/ }).click();
  await page.getByRole('heading', { name: OFFER }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Take it');
  let questions = await opening(page, () => page.keyboard.press('Enter'));
  expect(questions).toHaveLength(QUESTIONS);

  let before = '';
  for (const [index, question] of questions.entries()) {
    if (question.module !== before) {
      before = question.module;
      if (before === FAST) await rate();
      else await leaveOut(page);
    }
    await answer(page, questions, index, answerOf(question.module), keys);
    // Paused in the middle, and gone on with from Course.
    if (index === 9) {
      await seeTitle(page, 'Question 11 of 36');
      await page.keyboard.press('Escape');
      await seeTitle(page, 'Thriving as a PMO Director');
      await page.getByText('Paused after 10 of 36 questions.').waitFor();
      await page.getByRole('link', { name: 'Go on' }).click();
    }
  }
  await seeTitle(page, /^You answered four of 36 questions right\./);
  await picture(page, 'path-result');
  expect(await textOf(page.getByRole('row', { name: /Mandate, services, maturity/ }))).toMatch(/4 of 4.*Fast-track/);
  expect(await textOf(page.getByRole('row', { name: /Role: survive to thrive/ }))).toMatch(/0 of 4.*Core/);

  await page.getByRole('link', { name: 'See your path' }).click();
  await seeTitle(page, 'Thriving as a PMO Director');
  await page.getByText(/shorter than the full course, from your pre-assessment/).waitFor();
  // A confident mistake moves its lesson to the front.
  await page.getByRole('region', { name: 'Moved to the front' }).getByRole('link', { name: new RegExp(TITLE) }).waitFor();
  expect(await textOf(module(/Mandate, services/))).toContain('Fast-track');

  // The fast-track: five questions, all right.
  await module(/Mandate, services/).getByRole('button').click();
  await module(/Mandate, services/).getByRole('link', { name: /Fast-track: five questions/ }).click();
  await seeTitle(page, 'Prove module 2, and its lessons are credited.');
  questions = await opening(page, () => page.getByRole('button', { name: 'Take it' }).click());
  expect(questions).toHaveLength(5);
  for (const index of questions.keys()) await answer(page, questions, index, 'right', keys);
  await seeTitle(page, /Module 2 is credited\./);
  await page.getByRole('link', { name: 'See your path' }).click();
  await seeTitle(page, 'Thriving as a PMO Director');
  await module(/Mandate, services/).getByRole('button').click();
  expect(await textOf(module(/Mandate, services/).getByRole('link', { name: /Services as offers/ }))).toContain('Optional.');
  await picture(page, 'path-credited');

  // Its tool is never skipped.
  const tool = module(/Mandate, services/).getByRole('link', { name: /Tool: Service maturity/ });
  expect(await textOf(tool)).toContain('Not used yet');
  await tool.click();
  await seeTitle(page, 'Service maturity');
  await page.getByRole('button', { name: 'Load an example' }).click();
  await expect.poll(() => textOf(finding(page))).toMatch(/^The services that you need are/);
  const file = await download(page, () => page.getByRole('group', { name: 'Export' }).getByRole('button', { name: 'Excel' }).click());
  expect(file.name).toMatch(/\.xlsx$/);
  expect(file.bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  await tab(page, 'Course').click();
  await seeTitle(page, 'Thriving as a PMO Director');
  await module(/Mandate, services/).getByRole('button').click();
  await expect.poll(() => textOf(tool)).toContain('Done');

  // A missed check.
  await openLesson(page, LESSON, COURSE, 'owns-sort-ten');
  const check = block(page, 'owns-sort-ten');
  for (const group of await check.getByRole('radiogroup').all()) await group.getByRole('radio').first().check();
  await check.getByText('Fairly sure').click();
  await check.getByRole('button', { name: 'Answer' }).click();
  await check.getByText('You were fairly sure, and wrong').waitFor();

  // It comes back as a card.
  await visit(page, '#/review', /card/);
  const card = page.getByRole('region', { name: /^Card 1 of/ });
  await expect.poll(() => textOf(card)).toContain(TITLE);
  await page.keyboard.press('Space');
  await card.getByRole('group', { name: 'Answer' }).waitFor();
  await picture(page, 'path-card');
  await page.keyboard.press('3');
  await card.waitFor({ state: 'detached' });
  await seeTitle(page, /^Nothing more is due today\./);

  // The post-test asks others, and sets the result beside the first.
  await visit(page, '#/course', 'Thriving as a PMO Director');
  await page.getByRole('link', { name: 'Take the post-test' }).click();
  await seeTitle(page, 'See what you gained since the start.');
  const first = new Set(questions.map(({ id }) => id));
  questions = await opening(page, () => page.getByRole('button', { name: 'Take it' }).click());
  expect(questions).toHaveLength(QUESTIONS);
  expect(questions.filter(({ id }) => first.has(id))).toEqual([]);
  for (const index of questions.keys()) await answer(page, questions, index, 'right', keys);
  await seeTitle(page, /^You gained 89 percentage points since your pre-assessment\./);
  await picture(page, 'path-post-test');
  expect(await textOf(page.getByRole('row', { name: /Role: survive to thrive/ }))).toMatch(/0 of 4.*4 of 4/);

  /** This module was refreshed this year and hardly matters. */
  async function rate(): Promise<void> {
    await page.getByText('This year', { exact: true }).click();
    await page.getByText('Hardly', { exact: true }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }
});
