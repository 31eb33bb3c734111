/** axe-core on lessons, in both themes and both sizes, with no rule switched off; a picture of each. */
import { block, COURSE, goTo, LESSON, openLesson, seeTitle, startBuiltIn, textOf } from './harness/app';
import { violations } from './harness/axe';
import { NARROW } from './harness/browser';
import { colloquy } from './harness/cli';
import { buildSample } from './harness/course';
import { inspect } from './harness/looks';
import { toEnd, toTop } from './harness/reading';
import { picture, settled } from './harness/screens';
import { dataIn, expect, test } from './harness/test';

test('a lesson: its top, check, feedback, reflection, sources and end', async ({ page }) => {
  await startBuiltIn(page);
  const at = (id: string) => openLesson(page, LESSON, COURSE, id);
  await at('kncz57');
  await toTop(page);
  const found = await inspect(page, 'lesson-top');
  await at('owns-sort-ten');
  found.push(...(await inspect(page, 'lesson-check')));
  const check = block(page, 'owns-sort-ten');
  for (const group of await check.getByRole('radiogroup').all()) await group.getByText('The PMO manager').click();
  await check.getByText('Certain', { exact: true }).click();
  await check.getByRole('button', { name: 'Answer' }).click();
  await check.getByRole('button', { name: 'Try again' }).waitFor();
  found.push(...(await inspect(page, 'lesson-answered')));
  await at('owns-reflect');
  await block(page, 'owns-reflect').getByRole('textbox').fill('The rota, and who speaks for us on Tuesdays.');
  await expect.poll(() => textOf(block(page, 'owns-reflect').locator('.status').first())).toBe('Saved on this device');
  found.push(...(await inspect(page, 'lesson-reflection')));
  await toEnd(page);
  found.push(...(await inspect(page, 'lesson-end')));
  expect(found).toEqual([]);
});

test('a lesson with its outline over it, a source, the text menu, a bookmark', async ({ page }) => {
  await startBuiltIn(page);
  await openLesson(page, LESSON, COURSE, 'kjyafj');
  await page.getByRole('button', { name: 'Bookmark this passage' }).click();
  await page.getByRole('button', { name: 'Remove the bookmark' }).waitFor();
  // Off the button, into the empty margin: its tooltip goes.
  await page.mouse.move(900, 600);
  const found = await inspect(page, 'lesson-bookmark');
  await page.getByRole('button', { name: 'Print' }).hover();
  await page.locator('.tip').waitFor();
  found.push(...(await violations(page)).map((line) => `a tooltip: ${line}`));
  await picture(page, 'lesson-tooltip');
  await page.mouse.move(900, 600);
  await page.locator('.tip').waitFor({ state: 'detached' });
  await block(page, 'kjyafj').getByRole('link', { name: 'their discretion' }).click();
  await expect.poll(() => page.getByText('A General Theory of Bureaucracy').count()).toBe(2);
  found.push(...(await violations(page)));
  await picture(page, 'lesson-source');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Size and spacing of the text' }).click();
  await page.getByRole('slider', { name: 'Reading size' }).waitFor();
  found.push(...(await inspect(page, 'lesson-text-menu')));
  await page.keyboard.press('Escape');
  await page.setViewportSize(NARROW);
  await page.getByRole('button', { name: 'Open the outline' }).click();
  await page.getByRole('navigation', { name: 'Outline of module 1' }).waitFor();
  await settled(page);
  found.push(...(await violations(page)));
  await picture(page, 'lesson-outline');
  expect(found).toEqual([]);
});

test('a lesson with every kind of block', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  await colloquy('--data', data, 'course', 'open', await buildSample('every-kind', folder));
  const page = await (await profile()).page((await serve()).address);
  const found: string[] = [];
  for (const [id, title] of [['checks', 'Checks in every form'], ['written', 'Case and writing'], ['prose', 'Every form of prose']] as const) {
    await openLesson(page, id, 'every-kind');
    await seeTitle(page, title);
    found.push(...(await inspect(page, `kinds-${id}`)));
  }
  expect(found).toEqual([]);
});

test('a lesson that is not there says so', async ({ serve, profile }) => {
  const watched = await profile();
  watched.forgive(/the server responded with a status of 404/);
  const page = await watched.page((await serve()).address);
  await startBuiltIn(page);
  await goTo(page, `#/lesson/${COURSE}/m9-not-written-yet`);
  await expect.poll(() => textOf(page.getByRole('alert'))).toContain('This lesson is not in the course');
  expect(await inspect(page, 'lesson-gone')).toEqual([]);
});

test('the lesson at 200 % of the text size', async ({ page }) => {
  await startBuiltIn(page);
  await page.evaluate(() => localStorage.setItem('colloquy.preferences', JSON.stringify({ textScale: 2 })));
  await page.reload();
  await openLesson(page, LESSON);
  const found = await inspect(page, 'lesson-200');
  await openLesson(page, LESSON, COURSE, 'owns-sort-ten');
  found.push(...(await inspect(page, 'lesson-200-check')));
  expect(found).toEqual([]);
});

