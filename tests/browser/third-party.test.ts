/** Other people's lessons, made into a course by the command line and read in the window. */
import { readFileSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { unzip } from './harness/archive';
import { goTo, heading, openLesson, seeTitle, tab, textOf } from './harness/app';
import { call, colloquy } from './harness/cli';
import { writeCourse } from './harness/course';
import { corpus } from './harness/paths';
import { scrollTop, stillness, toEnd } from './harness/reading';
import { picture } from './harness/screens';
import { dataIn, expect, test } from './harness/test';

interface Map {
  id: string;
  modules: { lessons: { id: string; title: string }[] }[];
}

/** Makes a course of a folder and opens it; gives its map. */
async function made(folder: string, from: string): Promise<Map> {
  const data = dataIn(folder);
  await colloquy('course', 'init', join(folder, 'course'), '--from', from);
  await colloquy('--data', data, 'course', 'open', join(folder, 'course'));
  const { current_course } = await call<{ current_course: string }>(data, 'app_status');
  return call<Map>(data, 'course_map', { course: current_course });
}

/** Brings every picture of the open lesson into sight; how many are shown, and how many are marked as missing. */
async function pictures(page: Page): Promise<{ shown: number; missing: number }> {
  for (const image of await page.locator('article img').all()) {
    await image.scrollIntoViewIfNeeded();
    await expect.poll(() => image.evaluate((each: HTMLImageElement) => each.complete && each.naturalWidth > 0)).toBe(true);
  }
  const missing = page.locator('article .picture-missing');
  for (const each of await missing.all()) expect(await textOf(each)).toMatch(/Picture missing: \S+/);
  return { shown: await page.locator('article img').count(), missing: await missing.count() };
}

const gitNovice = corpus('markdown/git-novice.zip');

test.skipIf(gitNovice === null)('git-novice: titles, pictures, code, callouts and links between lessons', async ({ folder, serve, profile }) => {
  const files = unzip(gitNovice ?? '');
  const from = await writeCourse(join(folder, 'git-novice'), Object.fromEntries(files));
  const map = await made(folder, from);
  const lessons = map.modules.flatMap((module) => module.lessons);
  const titles = [...files].filter(([path]) => path.endsWith('.md')).map(([, text]) => /^title: *['"]?(.+?)['"]?$/m.exec(text.toString())?.[1] ?? '');
  expect(lessons.map((lesson) => lesson.title)).toEqual(titles);

  const page = await (await profile()).page((await serve()).address);
  await tab(page, 'Course').click();
  const rows = page.getByRole('list', { name: 'Modules' }).getByRole('link');
  await expect.poll(() => rows.count()).toBe(14);
  for (const [index, title] of titles.entries()) expect(await textOf(rows.nth(index))).toContain(title);

  const source = [...files].filter(([path]) => path.endsWith('.md')).map(([, text]) => text.toString()).join('\n');
  const named = [...source.matchAll(/!\[[^\]]*\]\((fig\/[^)\s]+)/g)].map((match) => match[1] ?? '');
  const there = named.filter((path) => files.has(path));
  const seen = { shown: 0, missing: 0 };
  for (const { id, title } of lessons) {
    await openLesson(page, id, map.id);
    await seeTitle(page, title);
    const here = await pictures(page);
    seen.shown += here.shown;
    seen.missing += here.missing;
    // Signs of Carpentries' own dialect, which must not be left in the text.
    const text = await textOf(page.locator('article'));
    expect(text, title).not.toMatch(/:{6,}|\{:? ?(alt|width)=/);
  }
  expect(there.length).toBeGreaterThan(10);
  expect(seen).toEqual({ shown: there.length, missing: named.length - there.length });

  await openLesson(page, lessons[2]?.id ?? '', map.id);
  await seeTitle(page, 'Creating a Repository');
  expect(await page.locator('article pre code').count()).toBeGreaterThan(5);
  expect(await page.locator('article').getByRole('note').count()).toBeGreaterThan(2);
  await picture(page, 'third-party-git-novice');

  const hosting = lessons.find((lesson) => lesson.title === 'Hosting');
  await openLesson(page, lessons.find((lesson) => lesson.title.startsWith('Remotes'))?.id ?? '', map.id);
  await page.getByRole('link', { name: 'later episode' }).click();
  await seeTitle(page, 'Hosting');
  expect(page.url()).toContain(hosting?.id);
});

const questions = corpus('markdown/javascript-questions.en.md');

test.skipIf(questions === null)('javascript-questions: a page of 145 kB opens, and its answers fold out', async ({ folder, serve, profile }) => {
  const from = join(folder, 'questions');
  await mkdir(from);
  await copyFile(questions ?? '', join(from, 'javascript-questions.en.md'));
  const map = await made(folder, from);
  const [lesson] = map.modules.flatMap((module) => module.lessons);
  expect(lesson?.title).toBe('JavaScript Questions');

  const page = await (await profile()).page((await serve()).address);
  await tab(page, 'Course').waitFor();
  const milliseconds = await timeToOpen(page, `#/lesson/${map.id}/${lesson?.id}`);
  const { length } = readFileSync(questions ?? '');
  console.log(`a lesson of ${Math.round(length / 1024)} kB opened in ${Math.round(milliseconds)} ms (command, text, first paint)`);
  await seeTitle(page, 'JavaScript Questions');

  const answers = page.locator('article details');
  expect(await answers.count()).toBeGreaterThan(150);
  const first = answers.nth(1);
  await first.scrollIntoViewIfNeeded();
  expect(await first.locator('p').first().isVisible()).toBe(false);
  await stillness(page);
  const before = await scrollTop(page);
  await first.locator('summary').click();
  await expect.poll(() => first.locator('p').first().isVisible()).toBe(true);
  await stillness(page);
  expect(Math.abs((await scrollTop(page)) - before), 'opening an answer moved the text').toBeLessThan(3);
  await picture(page, 'third-party-javascript-questions');
  await first.locator('summary').press('Enter');
  await expect.poll(() => first.locator('p').first().isVisible()).toBe(false);

  // To the very end, and back where it was after a look elsewhere.
  await toEnd(page);
  const end = await scrollTop(page);
  await goTo(page, '#/today');
  await expect.poll(() => textOf(heading(page))).toMatch(/^You stopped/);
  await openLesson(page, lesson?.id ?? '', map.id);
  await stillness(page);
  expect(Math.abs((await scrollTop(page)) - end)).toBeLessThan(100);
});

/** From following the link until the text is painted. */
function timeToOpen(page: Page, address: string): Promise<number> {
  return page.evaluate(async (hash) => {
    const start = performance.now();
    window.location.hash = hash;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    while (!document.querySelector('article [data-place]')) await frame();
    await frame();
    await frame();
    return performance.now() - start;
  }, address);
}
