/** axe-core on every screen, in both themes and both sizes, with no rule switched off; a picture of each. */
import { writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { block, choosePackage, COURSE, goTo, heading, LESSON, openLesson, seeTitle, sheet, startBuiltIn, textOf } from './harness/app';
import { violations } from './harness/axe';
import { NARROW, WIDE } from './harness/browser';
import { call, colloquy } from './harness/cli';
import { buildSample } from './harness/course';
import { inEveryLook } from './harness/looks';
import { stillness } from './harness/reading';
import { picture, settled } from './harness/screens';
import { dataIn, expect, test } from './harness/test';

/** Looks at the screen in every look; gives what is wrong. */
async function inspect(page: Page, screen: string): Promise<string[]> {
  const found: string[] = [];
  await inEveryLook(page, async (look) => {
    await stillness(page);
    found.push(...(await violations(page)).map((line) => `${screen}, ${look}: ${line}`));
    await picture(page, screen);
  });
  return found;
}

const lesson = { course: COURSE, lesson: LESSON };

/** Reads blocks of a lesson, as the window would report it. */
async function read(data: string, id: string, upTo: number): Promise<void> {
  const at = { course: COURSE, lesson: id };
  const { blocks } = await call<{ blocks: { id: string }[] }>(data, 'lesson_open', at);
  const seen = blocks.slice(0, upTo).map((each) => each.id);
  const position = { block: seen.at(-1) ?? '', fraction: 0.3 };
  await call(data, 'lesson_progress', { ...at, position, seen, active: true });
}

test('the first run, its promise, and a refused package', async ({ folder, serve, profile }) => {
  const watched = await profile();
  watched.forgive(/the server responded with a status of 4\d\d/);
  const page = await watched.page((await serve()).address);
  await page.getByRole('button', { name: /Start the built-in course/ }).waitFor();
  const found = await inspect(page, 'first-run');
  await page.getByRole('button', { name: /Read the whole promise/ }).click();
  await page.getByRole('dialog').waitFor();
  found.push(...(await inspect(page, 'promise')));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await writeFile(join(folder, 'bad.colloquy'), 'not a package');
  await choosePackage(page, join(folder, 'bad.colloquy'));
  await page.getByRole('alert').waitFor();
  found.push(...(await inspect(page, 'first-run-refused')));
  expect(found).toEqual([]);
});

test('Today and the map in their states', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const page = await (await profile()).page((await serve()).address);
  await startBuiltIn(page);
  const found: string[] = [];

  const states: [string, RegExp, () => Promise<unknown>][] = [
    ['begin', /^Nothing is due today\. Lesson 1\.1 takes/, async () => undefined],
    ['stopped', /^You stopped .* from the end of a lesson/, () => read(data, LESSON, 8)],
    ['checks-left', /^You read lesson 1\.1 to its end\./, () => read(data, LESSON, 99)],
    ['next', /^You have read one of four lessons\. Lesson 1\.2 takes/, () => withWriting(data)],
    ['finished', /^You have read all four lessons\./, () => finished(data)],
  ];
  for (const [name, sentence, reach] of states) {
    await reach();
    await page.reload();
    await expect.poll(() => textOf(heading(page))).toMatch(sentence);
    found.push(...(await inspect(page, `today-${name}`)));
    if (name === 'stopped' || name === 'finished') {
      await goTo(page, '#/course');
      await seeTitle(page, 'Thriving as a PMO Director');
      await page.getByRole('list', { name: 'Modules' }).waitFor();
      found.push(...(await inspect(page, `map-${name}`)));
      await goTo(page, '#/today');
    }
  }
  expect(found).toEqual([]);
});

/** Lesson 1.1 done, with a reflection and a bookmark. */
async function withWriting(data: string): Promise<void> {
  await call(data, 'writing_save', { ...lesson, block: 'owns-reflect', text: 'The rota, and who speaks for us on Tuesdays.' });
  await call(data, 'bookmark_set', { ...lesson, block: 'kegrqw', on: true });
  await call(data, 'lesson_mark', { ...lesson, done: true });
}

async function finished(data: string): Promise<void> {
  const map = await call<{ modules: { lessons: { id: string }[] }[] }>(data, 'course_map', { course: COURSE });
  for (const { id } of map.modules.flatMap((module) => module.lessons)) {
    await call(data, 'lesson_open', { course: COURSE, lesson: id });
    await call(data, 'lesson_mark', { course: COURSE, lesson: id, done: true });
  }
}

test('a lesson: its top, check, feedback, reflection, sources and end', async ({ page }) => {
  await startBuiltIn(page);
  const at = (id: string) => openLesson(page, LESSON, COURSE, id);
  await at('kncz57');
  await page.keyboard.press('Home');
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
  await page.locator('main').focus();
  await page.keyboard.press('End');
  await stillness(page);
  found.push(...(await inspect(page, 'lesson-end')));
  expect(found).toEqual([]);
});

test('a lesson with its outline over it, a source, the text menu, a bookmark', async ({ page }) => {
  await startBuiltIn(page);
  await openLesson(page, LESSON, COURSE, 'kjyafj');
  await page.getByRole('button', { name: 'Bookmark this passage' }).click();
  await page.getByRole('button', { name: 'Remove the bookmark' }).waitFor();
  const found = await inspect(page, 'lesson-bookmark');
  await block(page, 'kjyafj').getByRole('link', { name: 'the time-span of their discretion' }).click();
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

test('settings, the sheet of shortcuts, and a question before restoring', async ({ folder, page }) => {
  await call(dataIn(folder), 'backup_create');
  await startBuiltIn(page);
  const found: string[] = [];
  for (const [name, title] of SETTINGS) {
    await goTo(page, `#/settings/${name}`);
    await seeTitle(page, title);
    found.push(...(await inspect(page, `settings-${name}`)));
  }
  await goTo(page, '#/settings/data');
  await seeTitle(page, 'Data and backups');
  await page.getByRole('button', { name: /^Restore/ }).first().click();
  await page.getByRole('button', { name: 'Put it in place' }).waitFor();
  found.push(...(await inspect(page, 'settings-restore')));
  await goTo(page, '#/today');
  await sheet(page).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  found.push(...(await inspect(page, 'shortcuts')));
  expect(found).toEqual([]);
});

const SETTINGS = [
  ['appearance', 'Appearance'],
  ['reading', 'Reading'],
  ['keyboard', 'Keyboard'],
  ['data', 'Data and backups'],
  ['courses', 'Courses'],
  ['about', 'About'],
] as const;

test('the recovery screen, what comes after it, and the dialog for a bad package', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  await call(data, 'course_start');
  await call(data, 'backup_create');
  await call(data, 'backup_create');
  await writeFile(join(data, 'colloquy.db'), 'not a database');
  const watched = await profile();
  watched.forgive(/the server responded with a status of 4\d\d/);
  const page = await watched.page((await serve()).address);
  await seeTitle(page, 'Your data file is damaged');
  const found = await inspect(page, 'recovery');
  await page.getByRole('button', { name: /^Use this backup/ }).first().click();
  found.push(...(await inspect(page, 'recovery-asked')));
  await page.getByRole('button', { name: 'Put it in place' }).click();
  await page.getByRole('region', { name: 'After the recovery' }).waitFor();
  found.push(...(await inspect(page, 'recovered')));
  await goTo(page, '#/course');
  await writeFile(join(folder, 'bad.colloquy'), 'not a package');
  await choosePackage(page, join(folder, 'bad.colloquy'));
  await page.getByRole('dialog').waitFor();
  found.push(...(await inspect(page, 'package-refused')));
  expect(found).toEqual([]);
});

test('a lesson that is not there says so', async ({ page, profile }) => {
  void profile;
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

test('forced colours and reduced motion: everything is there, and nothing moves', async ({ page }) => {
  await startBuiltIn(page);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const found: string[] = [];
  for (const address of ['#/today', '#/course', '#/settings/reading', `#/lesson/${COURSE}/${LESSON}`, `#/lesson/${COURSE}/${LESSON}/owns-sort-ten`]) {
    await goTo(page, address);
    await page.locator('h1').first().waitFor();
    await settled(page);
    found.push(...(await violations(page)).map((line) => `${address}: ${line}`));
    await page.screenshot({ path: await forced(address) });
  }
  const moving = await page.evaluate(() => document.getAnimations().map((each) => String(each.effect?.getTiming().duration)).filter((duration) => Number(duration) > 1));
  expect(moving).toEqual([]);
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  expect(await page.evaluate(() => document.getAnimations().filter((each) => each.playState === 'running').length)).toBe(0);
  // Scrolling is instant as well.
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('main') ?? document.body).scrollBehavior)).toBe('auto');
  expect(found).toEqual([]);
});

async function forced(address: string): Promise<string> {
  const { PICTURES } = await import('./harness/paths');
  await mkdir(PICTURES, { recursive: true });
  const name = address.replace(/^#\//, '').replaceAll('/', '-').replace(`lesson-${COURSE}-${LESSON}`, 'lesson');
  return join(PICTURES, `forced-colours-${name}-${WIDE.width}.png`);
}
