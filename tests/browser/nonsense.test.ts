/** What nobody does on purpose: far too much text, far too many clicks, two windows at once. */
import type { Page } from 'playwright-core';
import { block, COURSE, LESSON, openLesson, startBuiltIn, textOf, writing } from './harness/app';
import { call } from './harness/cli';
import { buildSample } from './harness/course';
import { colloquy } from './harness/cli';
import { dataIn, expect, test } from './harness/test';

const KILOBYTE = 'A line that is sixty-three letters long, so that sixteen make 1k.\n'.slice(0, 64).padEnd(64, '.').repeat(16);

/** Pastes, as from another program. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+v');
}

/** How long the window takes to show a letter that is typed, ms. */
async function timeOfALetter(page: Page): Promise<number> {
  const start = Date.now();
  await page.keyboard.press('x');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return Date.now() - start;
}

test('two megabytes in a reflection are refused kindly, and nothing is lost', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  const reflection = writing(page, 'owns-reflect');
  await reflection.text.fill('What was there before.');
  await expect.poll(() => textOf(reflection.status)).toBe('Saved on this device');

  await reflection.text.press('End');
  await paste(page, KILOBYTE.repeat(2048));
  await expect.poll(() => textOf(reflection.status)).toMatch(/^This is 2,?\d{3} kB; up to 1,?024 kB can be saved in one place\. Everything you typed is still here/);
  expect(await textOf(reflection.status)).toContain('is saved.');
  const letter = await timeOfALetter(page);
  console.log(`with 2 MB in the field, a letter takes ${letter} ms`);
  // Slow is what it may be on a busy machine; standing still is what it must not.
  expect(letter).toBeLessThan(10_000);
  expect((await reflection.text.inputValue()).length).toBeGreaterThan(2 << 20);
  // What was kept is the text before.
  expect(await kept(data)).toBe('What was there before.');

  await page.keyboard.press('Control+a');
  await page.keyboard.type('Shorter.');
  await expect.poll(() => textOf(reflection.status)).toBe('Saved on this device');
  expect(await kept(data)).toBe('Shorter.');
});

test('nearly a megabyte is saved whole, and is there after a reload', async ({ folder, page }) => {
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  const reflection = writing(page, 'owns-reflect');
  await reflection.text.focus();
  const long = KILOBYTE.repeat(1000);
  await paste(page, long);
  await expect.poll(() => textOf(reflection.status)).toBe('Saved on this device');
  expect(await kept(dataIn(folder))).toBe(long);
  await page.reload();
  await expect.poll(async () => (await reflection.text.inputValue()).length).toBe(long.length);
});

test('emoji, right to left, controls and markup come back as they were typed', async ({ folder, page }) => {
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  const reflection = writing(page, 'owns-reflect');
  const odd = '👩🏽‍💻 שלום <script>alert(1)</script> ${x} %s \\ " \u0301 \u202Eabc\u202C \u{10FFFF} Ω≈ç√∫\t"; DROP TABLE writing;--';
  await reflection.text.fill(odd);
  await expect.poll(() => textOf(reflection.status)).toBe('Saved on this device');
  expect(await kept(dataIn(folder))).toBe(odd);
  await page.reload();
  await expect.poll(() => reflection.text.inputValue()).toBe(odd);
});

test('many clicks on Answer make one attempt', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  await colloquy('--data', data, 'course', 'open', await buildSample('every-kind', folder));
  const page = await (await profile()).page((await serve()).address);
  await openLesson(page, 'checks', 'every-kind');
  const check = block(page, 'c-single');
  await check.getByText('Four', { exact: true }).click();
  await check.getByText('Certain', { exact: true }).click();
  await check.getByRole('button', { name: 'Answer' }).evaluate((button: HTMLButtonElement) => {
    for (let clicks = 0; clicks < 5; clicks++) button.click();
    button.form?.requestSubmit();
  });
  await check.getByRole('button', { name: 'Try again' }).waitFor();
  const facts = async () => (await call<{ attempts: unknown[] }>(data, 'progress_read', { course: 'every-kind' })).attempts.length;
  expect(await facts()).toBe(1);
  await check.getByRole('button', { name: 'Try again' }).dblclick();
  await check.getByText('Four', { exact: true }).dblclick();
  await check.getByText('Certain', { exact: true }).dblclick();
  await check.getByRole('button', { name: 'Answer' }).dblclick();
  await check.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await facts()).toBe(2);
});

test('two windows on one lesson: the last one to write wins, and the other keeps its text on screen', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const served = await serve();
  const watched = await profile();
  const one = await watched.page(served.address);
  await startBuiltIn(one);
  await openLesson(one, LESSON);
  const two = await watched.page(served.address);
  await openLesson(two, LESSON);
  const [first, second] = [writing(one, 'owns-reflect'), writing(two, 'owns-reflect')];

  await one.bringToFront();
  await first.text.fill('From the first window.');
  await expect.poll(() => textOf(first.status)).toBe('Saved on this device');
  await two.bringToFront();
  await second.text.fill('From the second window.');
  await expect.poll(() => textOf(second.status)).toBe('Saved on this device');
  expect(await kept(data)).toBe('From the second window.');

  await one.bringToFront();
  const shown = await first.text.inputValue();
  console.log(`after the second window wrote, the first one shows “${shown}”, ${await textOf(first.status)}`);
  expect(shown).toBe('From the first window.');
  await first.text.press('End');
  await first.text.pressSequentially(' More.');
  await expect.poll(() => kept(data)).toBe('From the first window. More.');
});

/** The reflection as the core has it. */
async function kept(data: string): Promise<string | undefined> {
  const view = await call<{ writing: Record<string, { text: string }> }>(data, 'lesson_open', { course: COURSE, lesson: LESSON });
  return view.writing['owns-reflect']?.text;
}
