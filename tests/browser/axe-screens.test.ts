/**
 * axe-core on the screens around the lessons, in both themes and both sizes, with no rule switched
 * off; a picture of each.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressOf, choosePackage, COURSE, goTo, heading, LESSON, seeTitle, sheet, startBuiltIn, textOf, TITLE, visit } from './harness/app';
import { violations } from './harness/axe';
import { WIDE } from './harness/browser';
import { call } from './harness/cli';
import { inspect } from './harness/looks';
import { stillness } from './harness/reading';
import { pictureOf } from './harness/screens';
import { dataIn, expect, test } from './harness/test';

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
    ['next', /^You have read one of 36 lessons\. Lesson 1\.2 takes/, () => withWriting(data)],
    ['finished', /^You have read all 36 lessons\./, () => finished(data)],
  ];
  for (const [name, sentence, reach] of states) {
    await reach();
    await page.reload();
    await expect.poll(() => textOf(heading(page))).toMatch(sentence);
    found.push(...(await inspect(page, `today-${name}`)));
    if (name === 'stopped' || name === 'finished') {
      await visit(page, '#/course', 'Thriving as a PMO Director');
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

test('settings, the sheet of shortcuts, and a question before restoring', async ({ folder, page }) => {
  await call(dataIn(folder), 'backup_create');
  await startBuiltIn(page);
  const found: string[] = [];
  for (const [name, title] of SETTINGS) {
    await visit(page, `#/settings/${name}`, title);
    found.push(...(await inspect(page, `settings-${name}`)));
  }
  await visit(page, '#/settings/data', 'Data and backups');
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
  ['notifications', 'Notifications'],
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

test('forced colours and reduced motion: everything is there, and nothing moves', async ({ page }) => {
  await startBuiltIn(page);
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const found: string[] = [];
  for (const [name, address, title] of [
    ['today', '#/today', 'Lesson 1.1 takes'],
    ['course', '#/course', 'Thriving as a PMO Director'],
    ['reading', '#/settings/reading', 'Reading'],
    ['lesson', addressOf(LESSON), TITLE],
    ['check', addressOf(LESSON, COURSE, 'owns-sort-ten'), TITLE],
  ] as const) {
    await visit(page, address, title);
    await stillness(page);
    found.push(...(await violations(page)).map((line) => `${name}: ${line}`));
    await page.screenshot({ path: pictureOf(`forced-colours-${name}-${WIDE.width}`) });
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
