/** Cards from a passage to review and back, by keys; and the words and dated facts of the course. */
import type { Page } from 'playwright-core';
import { COURSE, focused, goTo, LESSON, openLesson, seeTitle, startBuiltIn, textOf, TITLE, visit } from './harness/app';
import { call } from './harness/cli';
import { dialog, undo } from './harness/keeping';
import { dataIn, expect, test } from './harness/test';

const card = (page: Page) => page.getByRole('region', { name: /^Card \d+ of/ });
const rows = (page: Page) => page.getByRole('main').getByRole('list').getByRole('listitem');

interface Day {
  queue: { card: { front: string } }[];
  done: number;
}
const today = (data: string) => call<Day>(data, 'review_read');

/** A card of the reader's own, made by the core. */
const makeCard = (data: string, number: number, front: string) =>
  call(data, 'card_add', { id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`, origin: { from: 'own' }, front, back: 'An answer.' });

test('C in the reader makes a card, which is edited, reviewed and taken back by keys', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  await page.locator('main').focus();
  await page.keyboard.press('c');
  await page.getByRole('toolbar').filter({ hasText: 'Card' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('c');
  await page.getByText('Card made').waitFor();
  await expect.poll(() => page.locator('article mark.highlight').count()).toBeGreaterThan(0);

  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Edit' }).press('Enter');
  const editor = dialog(page, 'Edit card');
  await expect.poll(() => focused(page)).toContain('textarea');
  await editor.getByRole('textbox', { name: 'Question' }).fill('');
  await page.keyboard.press('Control+Enter');
  await editor.getByText('Write a question.').waitFor();
  await page.keyboard.type('Which decision was hers alone?');
  await page.keyboard.press('Control+Enter');
  await editor.waitFor({ state: 'detached' });
  await expect.poll(async () => (await today(data)).queue.map((each) => each.card.front)).toEqual(['Which decision was hers alone?']);

  // Today asks for it, and it is reviewed from there.
  await page.keyboard.press('Control+1');
  await page.getByRole('region', { name: 'Review' }).getByText('Which decision was hers alone?').waitFor();
  await page.getByRole('link', { name: 'Start review' }).press('Enter');
  await seeTitle(page, /^One card, about one minute\./);
  // What was made just now has an undo of its own, which goes with the window.
  await page.reload();
  await seeTitle(page, /^One card/);
  expect(await textOf(card(page))).toContain(TITLE);
  await page.keyboard.press('Space');
  const answer = card(page).getByRole('group', { name: 'Answer' });
  await answer.waitFor();
  await expect.poll(() => answer.evaluate((each) => each === document.activeElement)).toBe(true);
  const ratings = card(page).getByRole('group', { name: 'How well did you remember?' }).getByRole('button');
  expect(await ratings.allTextContents()).toHaveLength(4);
  await page.keyboard.press('3');
  await seeTitle(page, /^Nothing more is due today\. The next cards come/);
  await expect.poll(async () => (await today(data)).done).toBe(1);

  await page.keyboard.press('Control+z');
  await card(page).waitFor();
  await expect.poll(async () => (await today(data)).done).toBe(0);
  // What was not remembered is asked again.
  if ((await answer.count()) === 0) await page.keyboard.press('Enter');
  await answer.waitFor();
  await page.keyboard.press('4');
  await card(page).waitFor({ state: 'detached' });
  await expect.poll(async () => (await today(data)).done).toBe(1);
});

test('Undo after C takes the card and its highlight away again', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  await page.locator('main').focus();
  await page.keyboard.press('c');
  await page.getByRole('toolbar').filter({ hasText: 'Card' }).waitFor();
  await page.keyboard.press('c');
  await page.getByText('Card made').waitFor();
  await undo(page).click();
  await expect.poll(() => page.locator('article mark.highlight').count()).toBe(0);
  await expect.poll(async () => (await today(data)).queue.length).toBe(0);
});

test('three cards by keys: taken away and brought back, found in the list, written new', async ({ folder, page }) => {
  const data = dataIn(folder);
  for (const [index, front] of ['First?', 'Second?', 'Third?'].entries()) await makeCard(data, index + 1, front);
  await startBuiltIn(page);
  await visit(page, '#/review', /^Three cards/);
  await page.keyboard.press('Delete');
  await seeTitle(page, /^Two cards/);
  await undo(page).click();
  await seeTitle(page, /^Three cards/);

  await visit(page, '#/review/cards', 'All cards');
  await expect.poll(() => rows(page).count()).toBe(3);
  await page.keyboard.press('/');
  await page.keyboard.type('sec');
  await expect.poll(() => rows(page).count()).toBe(1);
  await page.getByRole('button', { name: 'Take away: Second?' }).click();
  await page.getByText('No card matches “sec”.').waitFor();
  await page.getByRole('radio', { name: 'Taken away' }).check();
  await page.getByRole('button', { name: 'Bring back: Second?' }).click();
  await page.getByRole('radio', { name: 'In review' }).check();
  await page.getByRole('searchbox', { name: 'Find in your cards' }).fill('');
  await expect.poll(() => rows(page).count()).toBe(3);

  // A new one, left and gone on with.
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('n');
  const editor = dialog(page, 'New card');
  await expect.poll(() => focused(page)).toContain('textarea');
  await page.keyboard.type('Fourth?');
  await page.keyboard.press('Escape');
  await editor.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Go on writing' }).click();
  expect(await editor.getByRole('textbox', { name: 'Question' }).inputValue()).toBe('Fourth?');
  await editor.getByRole('textbox', { name: 'Answer' }).fill('Yes.');
  await editor.getByRole('button', { name: 'Make card' }).click();
  await expect.poll(() => rows(page).count()).toBe(4);
  await visit(page, '#/review', /^Four cards/);
});

test('how review is set: kept at once, and a value out of bounds is refused at its field', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await visit(page, '#/settings/review', 'Review');
  const cap = page.getByRole('textbox', { name: 'Cards a day, at most', exact: true });
  await cap.fill('12');
  await cap.press('Tab');
  const kept = async () => (await call<{ settings: { cap: number; easy: boolean[] } }>(data, 'review_read')).settings;
  await expect.poll(async () => (await kept()).cap).toBe(12);
  await cap.fill('900');
  await cap.press('Tab');
  await page.getByText('Between 5 and 200.').waitFor();
  expect(await cap.getAttribute('aria-invalid')).toBe('true');
  expect((await kept()).cap).toBe(12);
  await page.getByRole('group', { name: 'Easy days' }).getByRole('button').last().click();
  await expect.poll(async () => Object.values((await kept()).easy).filter(Boolean)).toHaveLength(1);
});

test('the glossary is found, filtered and read by keys, and leads to its lessons; what changed since a year', async ({ folder, page }) => {
  await call(dataIn(folder), 'course_start');
  const { terms } = await call<{ terms: { id: string; term: string; lesson: { title: string } }[] }>(dataIn(folder), 'glossary_read', { course: COURSE });
  const [first] = terms;
  if (!first) throw new Error('The course has no glossary.');
  await page.reload();
  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
  await visit(page, '#/course', 'Thriving as a PMO Director');
  await page.getByRole('link', { name: 'Glossary' }).click();
  await seeTitle(page, 'Glossary');
  await expect.poll(() => page.locator('dt').count()).toBe(terms.length);
  await page.keyboard.press('/');
  await page.keyboard.type(first.term.toLowerCase());
  await expect.poll(() => page.locator('dt').first().textContent()).toBe(first.term);
  expect(await page.locator('dt').count()).toBeLessThan(terms.length);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('dt').count()).toBe(terms.length);
  await goTo(page, `#/glossary/${first.id}`);
  await expect.poll(() => focused(page)).toBe(`dt ${first.term}`);
  await page.locator('dl > div').filter({ has: page.locator('dt', { hasText: first.term }) }).getByRole('link').first().click();
  await seeTitle(page, first.lesson.title);

  await visit(page, '#/facts', /^Since 2020, .* things changed that a PMO director is still asked about\./);
  await page.getByRole('combobox', { name: 'Since when have you not looked?' }).press('Enter');
  await page.getByRole('option', { name: 'Ever: show everything' }).click();
  await seeTitle(page, /^In all, /);
  expect(await page.locator('article').count()).toBeGreaterThan(20);
});
