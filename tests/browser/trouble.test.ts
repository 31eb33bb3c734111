/** The disk is full, or nothing can be written: it is said, the words stay, and they are kept once it works again. */
import type { Page } from 'playwright-core';
import { block, COURSE, goTo, LESSON, openLesson, sheet, textOf } from './harness/app';
import type { Watched } from './harness/browser';
import { call, colloquy } from './harness/cli';
import { fillFrontier, finding, makeNote, noteFoot, noteKept, noteText, openNote, rowDeed, toolKept } from './harness/keeping';
import type { Served } from './harness/serve';
import { dataIn, expect, test } from './harness/test';
import { readOnlyFiles, refusedWrites, SmallDisk } from './harness/trouble';

const REFUSED = /the server responded with a status of [45]\d\d/;
const NOT_SAVED = /^Not saved yet\. Your words are on this screen; saving is tried again\./;

async function writeThroughTrouble(page: Page, data: string, id: string, trouble: { begin(): void; end(): void }): Promise<void> {
  await openNote(page, id);
  await noteText(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Kept.');
  await noteKept(page);

  trouble.begin();
  await page.keyboard.type(' Typed in trouble.');
  await expect.poll(() => textOf(noteFoot(page))).toMatch(NOT_SAVED);
  await page.keyboard.type(' And on.');
  expect(await textOf(noteText(page))).toBe('Before. Kept. Typed in trouble. And on.');
  expect(await colloquy('--data', data, 'note', 'show', id)).not.toContain('And on.');

  trouble.end();
  await page.getByRole('button', { name: 'Try again' }).click({ timeout: 2000 }).catch(() => undefined);
  await noteKept(page);
  expect(await colloquy('--data', data, 'note', 'show', id)).toContain('Before. Kept. Typed in trouble. And on.');
  await page.reload();
  await expect.poll(() => textOf(noteText(page))).toBe('Before. Kept. Typed in trouble. And on.');
}

/**
 * A window on a server whose failures are wanted. The course is there before: its megabytes in the
 * log of this server would be room for what is written later, even on a full disk.
 */
async function troubled(data: string, { serve, profile }: { serve: () => Promise<Served>; profile: () => Promise<Watched> }) {
  await call(data, 'course_start');
  const served = await serve();
  const watched = await profile();
  watched.forgive(REFUSED);
  const page = await watched.page(served.address);
  await sheet(page).waitFor();
  return { served, page };
}

test('a note on a full disk', async ({ folder, serve, profile, skip }) => {
  const data = dataIn(folder);
  const disk = SmallDisk.mount(data);
  if (!disk) return skip();
  try {
    const id = await makeNote(data, 1, 'On a small disk', 'Before.');
    const { served, page } = await troubled(data, { serve, profile });
    await writeThroughTrouble(page, data, id, disk);
    // The page fetches screens when it is idle: it must not find the server gone.
    await page.close();
    await served.stop();
  } finally {
    disk.unmount();
  }
});

test('a note while every write is refused', async ({ folder, serve, profile, skip }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Refused', 'Before.');
  const { served, page } = await troubled(data, { serve, profile });
  const trouble = refusedWrites(served);
  if (!trouble) return skip();
  await writeThroughTrouble(page, data, id, trouble);
});

test('a note while the data folder is read-only', async ({ folder, serve, profile, skip }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Read-only', 'Before.');
  const { page } = await troubled(data, { serve, profile });
  const trouble = readOnlyFiles(data);
  if (!trouble) return skip();
  try {
    await writeThroughTrouble(page, data, id, trouble);
  } finally {
    trouble.end();
  }
});

test('a tool while every write is refused', async ({ folder, serve, profile, skip }) => {
  const data = dataIn(folder);
  await fillFrontier(data);
  const { served, page } = await troubled(data, { serve, profile });
  const trouble = refusedWrites(served);
  if (!trouble) return skip();
  await goTo(page, '#/workbook/t4');
  await expect.poll(() => textOf(finding(page))).toContain('20');
  trouble.begin();
  await rowDeed(page, 'Force in Head office move');
  await page.getByText('Not saved yet. What you entered is on this screen, and saving is tried again by itself.').first().waitFor();
  await page.getByRole('button', { name: 'Let go Head office move' }).waitFor();
  expect(JSON.stringify((await toolKept(data, 't4')).fields)).not.toContain('"forced":true');

  trouble.end();
  await expect.poll(async () => JSON.stringify((await toolKept(data, 't4')).fields), { timeout: 30_000 }).toContain('"forced":true');
  await expect.poll(() => textOf(finding(page))).toContain('Forcing Head office move costs');
  await expect.poll(() => page.locator('main').getByText('Not saved yet.').count()).toBe(0);
  await page.reload();
  await expect.poll(() => textOf(finding(page))).toContain('Forcing Head office move costs');
});

test('a highlight while every write is refused', async ({ folder, serve, profile, skip }) => {
  const data = dataIn(folder);
  const { served, page } = await troubled(data, { serve, profile });
  const trouble = refusedWrites(served);
  if (!trouble) return skip();
  await openLesson(page, LESSON);
  trouble.begin();
  await page.locator('main').focus();
  await page.keyboard.press('h');
  await expect.poll(() => page.evaluate(() => document.getSelection()?.toString().length ?? 0)).toBeGreaterThan(5);
  const words = await page.evaluate(() => document.getSelection()?.toString() ?? '');
  await page.keyboard.press('Enter');
  await page.getByText('A highlight is not saved yet. Trying again.').waitFor();
  expect(await textOf(page.locator('article mark'))).toContain(words.split(/\s+/)[0]);
  expect((await kept(data)).length).toBe(0);
  trouble.end();
  await expect.poll(async () => (await kept(data)).length, { timeout: 30_000 }).toBe(1);
  await expect.poll(() => page.getByText('A highlight is not saved yet.').count()).toBe(0);
  await page.reload();
  await block(page, 'owns-reflect').waitFor();
  await expect.poll(() => textOf(page.locator('article mark'))).toContain(words.split(/\s+/)[0]);
});

const kept = async (data: string) => (await call<{ highlights: unknown[] }>(data, 'highlight_list', { course: COURSE, lesson: LESSON })).highlights;
