/** The palette: as you type, its filters and keys, odd input, and where it leads. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { block, COURSE, focused, goTo, LESSON, openLesson, seeTitle, sheet, startBuiltIn, textOf, TITLE, visit, writing } from './harness/app';
import { call } from './harness/cli';
import { hits, makeNote, noteText, palette, search, searchField } from './harness/keeping';
import { corpus } from './harness/paths';
import { dataIn, expect, test } from './harness/test';

const groups = (page: Page) => palette(page).getByRole('group').filter({ has: page.getByRole('option') });
const shown = async (page: Page) => (await hits(page).allTextContents()).map((each) => each.replace(/\s+/g, ' ').trim());
const tabs = (page: Page) => palette(page).getByRole('group', { name: 'Narrow the results' }).getByRole('button');

async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });
}

async function prepare(page: Page, data: string): Promise<void> {
  await makeNote(data, 1, 'Heliport', 'Ask about the mandate of the heliport.', { tags: ['roof'] });
  await makeNote(data, 2, 'Cellar', 'The mandate of the cellar.', { tags: ['below'] });
  await startBuiltIn(page);
  await call(data, 'writing_save', { course: COURSE, lesson: LESSON, block: 'owns-reflect', text: 'My mandate is the quokka.' });
}

test('results follow each letter; the arrows choose, Enter opens, Escape gives the focus back', async ({ folder, page }) => {
  await prepare(page, dataIn(folder));
  const begin = page.getByRole('link', { name: /Begin reading/ });
  await begin.focus();
  const before = await focused(page);
  await search(page);
  await expect.poll(() => focused(page)).toContain('input Search');
  for (const [letter, found] of [['q', null], ['u', null], ['o', null], ['k', 'quokka'], ['k', 'quokka'], ['a', 'quokka']] as const) {
    await page.keyboard.type(letter);
    if (found) await expect.poll(async () => (await shown(page)).join()).toContain(found);
  }
  await expect.poll(() => page.getByText('1 result', { exact: true }).count()).toBeGreaterThan(0);
  await leave(page);
  await expect.poll(() => focused(page)).toBe(before);

  await search(page, 'mandate');
  await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(3);
  const active = () => palette(page).getByRole('option', { selected: true });
  const first = await textOf(active());
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => textOf(active())).not.toBe(first);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => textOf(active())).toBe(first);
  // A screen reader is told which.
  const described = await searchField(page).getAttribute('aria-activedescendant');
  expect(await active().getAttribute('id')).toBe(described);

  await searchField(page).fill('heliport');
  await expect.poll(async () => (await shown(page))[0]).toContain('Heliport');
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(noteText(page))).toContain('Ask about the mandate');
});

test('filters as typed, as tabs, and together', async ({ folder, page }) => {
  await prepare(page, dataIn(folder));
  await search(page, 'mandate');
  await expect.poll(async () => (await groups(page).count()) > 2).toBe(true);
  for (const [text, holds, lacks] of [
    ['in:notes mandate', 'cellar', 'quokka'],
    ['in:reflections mandate', 'quokka', 'cellar'],
    ['#roof mandate', 'heliport', 'cellar'],
    ['tag:below', 'cellar', 'heliport'],
    ['in:notes mandate -cellar', 'heliport', 'cellar'],
    ['"mandate of the cellar"', 'cellar', 'heliport'],
  ] as const) {
    await searchField(page).fill(text);
    await expect.poll(async () => (await shown(page)).join(' ').toLowerCase(), { message: text }).toContain(holds);
    await expect.poll(async () => (await shown(page)).join(' ').toLowerCase(), { message: text }).not.toContain(lacks);
  }
  await searchField(page).fill('lesson:1.1 mandate');
  await palette(page).getByText('Only lesson 1.1').waitFor();
  await expect.poll(async () => (await shown(page)).join(' ')).not.toContain('Cellar');

  await searchField(page).fill('mandate');
  await expect.poll(async () => (await groups(page).count()) > 2).toBe(true);
  await page.keyboard.press('Tab');
  await expect.poll(() => tabs(page).nth(1).getAttribute('aria-pressed')).toBe('true');
  await expect.poll(() => groups(page).count()).toBe(1);
  expect(await focused(page)).toContain('input Search');
  await page.keyboard.press('Shift+Tab');
  await expect.poll(async () => (await groups(page).count()) > 2).toBe(true);
});

test('a passage of a lesson: the lesson opens with that block in view', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  const { blocks } = await call<{ blocks: { id: string; kind?: string }[] }>(data, 'lesson_open', { course: COURSE, lesson: LESSON });
  const late = blocks.slice(Math.floor(blocks.length * 0.6)).find(({ kind }) => kind === 'prose')?.id ?? '';
  await openLesson(page, LESSON);
  const words = (await textOf(block(page, late))).split(/[^\p{L} ’-]/u).sort((one, two) => two.length - one.length)[0]?.trim().split(' ').slice(0, 6).join(' ') ?? '';
  expect(words.length).toBeGreaterThan(8);
  await visit(page, '#/course', 'Thriving as a PMO Director');
  await search(page, `"${words}"`);
  await hits(page).filter({ hasText: words }).first().click();
  await seeTitle(page, TITLE);
  await expect.poll(() => inView(page, late)).toBe(true);
});

/** The beginning of the block is inside the text area. */
const inView = (page: Page, id: string) =>
  page.evaluate((place) => {
    const area = document.querySelector('main')?.getBoundingClientRect();
    const here = document.querySelector(`[data-place="${place}"]`)?.getBoundingClientRect();
    return !!area && !!here && here.top >= area.top - 1 && here.top < area.bottom;
  }, id);

test('a reflection that was found is in view, with its words', async ({ folder, page }) => {
  await prepare(page, dataIn(folder));
  await search(page, 'quokka');
  await expect.poll(async () => (await shown(page))[0]).toContain('quokka');
  await page.keyboard.press('Enter');
  await seeTitle(page, TITLE);
  await expect.poll(() => writing(page, 'owns-reflect').text.inputValue()).toBe('My mandate is the quokka.');
  await expect.poll(() => inView(page, 'owns-reflect')).toBe(true);
});

const ODD = ['"', '""', '-', '--', 'in:', 'in:nowhere', '#', 'tag:', 'module:x', 'lesson:1.', '* AND (', 'NEAR(a b)', '^a', 'a OR', '{}', "';", '%', '\\', '<b>x</b>', '👩🏽‍💻', 'ﷺ', '\u202Eabc', 'x'.repeat(5000)];

test('odd input is looked for like any other; the palette stays and answers', async ({ folder, page }) => {
  await prepare(page, dataIn(folder));
  const file = corpus('strings/blns.json');
  const naughty = file ? (JSON.parse(await readFile(file, 'utf8')) as string[]) : [];
  const step = Math.max(1, Math.floor(naughty.length / 60));
  const sample = [...ODD, ...naughty.filter((each, index) => each !== '' && index % step === 0).slice(0, 60)];
  expect(sample.length).toBe(ODD.length + (file ? 60 : 0));
  await search(page);
  for (const text of sample) {
    await searchField(page).fill('quokka');
    await expect.poll(async () => (await shown(page)).join(), { message: `after ${JSON.stringify(text)}` }).toContain('quokka');
    await searchField(page).fill(text);
    await expect.poll(async () => (await shown(page)).join(), { message: JSON.stringify(text) }).not.toContain('quokka');
    expect(await palette(page).getByRole('button', { name: 'Try again' }).count(), JSON.stringify(text)).toBe(0);
  }
  await leave(page);
  await sheet(page).waitFor();
});

test('words found in a note that was just written, and gone from the palette with it', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await search(page, 'serendipitous');
  await expect.poll(() => palette(page).getByText(/Nothing matches “serendipitous”/).count()).toBe(1);
  await leave(page);
  const id = await makeNote(data, 7, 'New', 'A serendipitous word.');
  await search(page, 'serendipitous');
  await expect.poll(async () => (await shown(page)).join()).toContain('serendipitous word');
  await leave(page);
  await call(data, 'note_remove', { id });
  await goTo(page, '#/course');
  await search(page, 'serendipitous');
  await expect.poll(() => palette(page).getByText(/Nothing matches “serendipitous”/).count()).toBe(1);
});
