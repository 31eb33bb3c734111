/** A data file that cannot be used: the window explains, keeps it, and brings back the newest backup. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { COURSE, goTo, seeTitle, sheet } from './harness/app';
import type { Watched } from './harness/browser';
import { call } from './harness/cli';
import { picture } from './harness/screens';
import type { Served } from './harness/serve';
import { dataIn, expect, test } from './harness/test';

const LESSON = { course: COURSE, lesson: 'm1-what-a-director-owns' };

interface Backup {
  name: string;
}

/** A reader who wrote something, then made a backup. Gives the database's path. */
async function used(data: string): Promise<string> {
  await call(data, 'course_start');
  await call(data, 'lesson_open', LESSON);
  await call(data, 'writing_save', { ...LESSON, block: 'owns-reflect', text: 'Written before the damage.' });
  await call(data, 'backup_create');
  return join(data, 'colloquy.db');
}

/** A window on data that cannot be used. */
async function open(watched: Watched, { address }: Served): Promise<Page> {
  return watched.page(address);
}

/** Overwrites what follows the first page, as a failing disk does. */
async function damage(database: string): Promise<Buffer> {
  const bytes = await readFile(database);
  bytes.fill(0xa5, 4096);
  await writeFile(database, bytes);
  return bytes;
}

test('a damaged file is explained and kept, and the newest backup takes its place', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const database = await used(data);
  await call<Backup>(data, 'backup_create');
  const damaged = await damage(database);

  const page = await open(await profile(), await serve());
  await seeTitle(page, 'Your data file is damaged');
  const main = page.getByRole('main');
  expect(await main.textContent()).toContain('The file has not been changed.');
  expect(await main.textContent()).toContain(database);
  expect(damaged.equals(await readFile(database))).toBe(true);
  await picture(page, 'recovery');

  await page.getByRole('button', { name: /^Use this backup/ }).first().click();
  await page.getByRole('button', { name: 'Not yet' }).click();
  await page.getByRole('button', { name: /^Use this backup/ }).first().click();
  await page.getByRole('button', { name: 'Put it in place' }).click();

  await sheet(page).waitFor();
  expect(await page.getByRole('main').textContent()).toContain('Written before the damage.');
  const notice = page.getByRole('region', { name: 'After the recovery' });
  expect(await notice.textContent()).toContain('The backup is in place');
  const [kept = ''] = (await readdir(join(data, 'kept-aside'))).filter((name) => name.endsWith('.db'));
  expect(await notice.textContent()).toContain(kept);
  expect(damaged.equals(await readFile(join(data, 'kept-aside', kept)))).toBe(true);
  await picture(page, 'recovered');

  await notice.getByRole('button', { name: 'Close this notice' }).click();
  await notice.waitFor({ state: 'detached' });
  await page.reload();
  await sheet(page).waitFor();
  expect(await notice.count()).toBe(0);
});

test('without a backup one can start empty, and the damaged file stays', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  await call(data, 'course_start');
  const database = join(data, 'colloquy.db');
  const damaged = await damage(database);

  const page = await open(await profile(), await serve());
  await seeTitle(page, 'Your data file is damaged');
  expect(await page.getByRole('main').textContent()).toContain('There is no good backup');
  await page.getByRole('button', { name: 'Start empty' }).click();
  // The harmless answer has the focus.
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Not yet');
  await page.getByRole('group', { name: 'Start with nothing?' }).getByRole('button', { name: 'Start empty' }).click();
  await page.getByRole('button', { name: /Start the built-in course/ }).waitFor();
  expect(await page.getByRole('region', { name: 'After the recovery' }).textContent()).toContain('Colloquy has started empty');
  const [kept = ''] = await readdir(join(data, 'kept-aside'));
  expect(damaged.equals(await readFile(join(data, 'kept-aside', kept)))).toBe(true);
});

test('a newer file is refused and not touched', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const database = await used(data);
  const newer = await readFile(database);
  newer.writeInt32BE(999, 60);
  await writeFile(database, newer);

  const page = await open(await profile(), await serve());
  await seeTitle(page, 'Your data was written by a newer Colloquy');
  expect(await page.getByRole('main').textContent()).toContain('The file has not been touched.');
  expect(await page.getByRole('button', { name: /backup|empty/i }).count()).toBe(0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await seeTitle(page, 'Your data was written by a newer Colloquy');
  await picture(page, 'recovery-newer');
  expect(newer.equals(await readFile(database))).toBe(true);
});

test('damage that comes up while the app is open leads to the same screen', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const database = await used(data);
  const watched = await profile();
  // Refused commands show as failed requests.
  watched.forgive(/the server responded with a status of \d+/);
  const page = await watched.page((await serve()).address);
  await sheet(page).waitFor();
  await damage(database);
  // Nothing of this lesson has been read from the file so far.
  await goTo(page, `#/lesson/${COURSE}/m1-enterprise-networks`);
  await seeTitle(page, 'Your data file is damaged');
  await page.getByRole('button', { name: /^Use this backup/ }).first().click();
  await page.getByRole('button', { name: 'Put it in place' }).click();
  // Other data than a moment ago: it goes on from Today.
  await sheet(page).waitFor();
  await page.getByRole('region', { name: 'After the recovery' }).waitFor();
  expect(await page.getByRole('main').textContent()).toContain('Written before the damage.');
});
