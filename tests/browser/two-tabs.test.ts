/** One note in two places at once: two tabs, two servers, the command line. Nothing is lost, both end equal. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startBuiltIn, textOf, visit } from './harness/app';
import { call, colloquy } from './harness/cli';
import { makeNote, noteKept, noteRow, noteText, noteTitle, openNote } from './harness/keeping';
import { dataIn, expect, test } from './harness/test';

const ROUNDS = 6;

/** Each writes in its own paragraph, a word in turn; without waiting for a save in between. */
async function interleave(one: Page, two: Page): Promise<void> {
  await at(one, 'Control+Home');
  await at(two, 'Control+End');
  for (let round = 1; round <= ROUNDS; round++) {
    await one.bringToFront();
    await one.keyboard.type(`one${round} `);
    await two.bringToFront();
    await two.keyboard.type(` two${round}`);
  }
}

async function at(page: Page, key: string): Promise<void> {
  await page.bringToFront();
  await noteText(page).click();
  await page.keyboard.press(key);
}

const written = (name: string) => Array.from({ length: ROUNDS }, (_, index) => `${name}${index + 1}`).join(' ');
const START = 'The upper line.\n\nThe lower line.';
const MERGED = `${written('one')} The upper line.The lower line. ${written('two')}`;

/** Both show the same, with all that was typed in either, and it is what is kept. */
async function expectBoth(one: Page, two: Page, data: string, id: string): Promise<void> {
  for (const page of [one, two]) {
    await page.bringToFront();
    await expect.poll(() => textOf(noteText(page))).toBe(MERGED);
    await noteKept(page);
  }
  const kept = await colloquy('--data', data, 'note', 'show', id);
  expect(kept).toContain(`${written('one')} The upper line.\n\nThe lower line. ${written('two')}`);
  // And each still shows it when it comes anew from what is kept.
  await one.reload();
  await expect.poll(() => textOf(noteText(one))).toBe(MERGED);
}

test('two tabs of one server', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Shared', START);
  const { address } = await serve();
  const watched = await profile();
  const one = await watched.page(address);
  await startBuiltIn(one);
  await openNote(one, id);
  const two = await watched.page(address);
  await openNote(two, id);
  await interleave(one, two);
  await expectBoth(one, two, data, id);
});

test('two servers on one data folder', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Shared', START);
  const one = await (await profile()).page((await serve()).address);
  await startBuiltIn(one);
  await openNote(one, id);
  const two = await (await profile()).page((await serve()).address);
  await openNote(two, id);
  await interleave(one, two);
  await expectBoth(one, two, data, id);
});

test('typing in the same word in both tabs keeps every letter of both', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Shared', 'middle');
  const { address } = await serve();
  const watched = await profile();
  const one = await watched.page(address);
  await startBuiltIn(one);
  await openNote(one, id);
  const two = await watched.page(address);
  await openNote(two, id);
  for (const page of [one, two]) {
    await at(page, 'Control+End');
    for (let back = 0; back < 3; back++) await page.keyboard.press('ArrowLeft');
  }
  for (let round = 0; round < 4; round++) {
    await one.bringToFront();
    await one.keyboard.type('A');
    await two.bringToFront();
    await two.keyboard.type('B');
  }
  const letters = async (page: Page) => [...(await textOf(noteText(page)))].sort().join('');
  for (const page of [one, two]) {
    await page.bringToFront();
    await expect.poll(() => letters(page)).toBe([...'AAAABBBBmiddle'].sort().join(''));
    await noteKept(page);
  }
  expect(await textOf(noteText(one))).toBe(await textOf(noteText(two)));
});

test('a title, a tag and a text that another program changed appear without a reload, typing goes on', async ({ folder, page }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Before', 'Its text.');
  const other = await makeNote(data, 2, 'Source', 'Words from outside.');
  await startBuiltIn(page);
  await openNote(page, id);
  await page.evaluate(() => ((window as unknown as { same: boolean }).same = true));
  await noteText(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Typed here.');
  await noteKept(page);

  await call(data, 'note_set', { id, add_tags: ['outside'] });
  await page.getByRole('list', { name: 'Tags' }).getByText('#outside').waitFor();

  // The whole of another note is a change of this one, too: the text of both.
  const { state } = await call<{ state: string }>(data, 'note_open', { id: other });
  await call(data, 'note_save', { id, update: state, vector: 'AA==' });
  await expect.poll(() => textOf(noteText(page))).toContain('Words from outside.');
  expect(await textOf(noteText(page))).toContain('Its text. Typed here.');
  await page.keyboard.type(' On.');
  await noteKept(page);
  const kept = await colloquy('--data', data, 'note', 'show', id);
  expect(kept).toContain('Words from outside.');
  expect(kept).toContain('Typed here. On.');
  expect(await page.evaluate(() => (window as unknown as { same?: boolean }).same)).toBe(true);
});

test('imported and deleted elsewhere: the list follows, and words of a deleted note can be kept', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Here', 'Its text.');
  const watched = await profile();
  watched.forgive(/the server responded with a status of 404/);
  const page = await watched.page((await serve()).address);
  await startBuiltIn(page);
  await visit(page, '#/notes', 'Notes');
  await noteRow(page, 'Here').waitFor();
  await writeFile(join(folder, 'Come in.md'), '# A heading\n\nFrom a file.\n');
  await colloquy('--data', data, 'note', 'import', join(folder, 'Come in.md'));
  await noteRow(page, 'From a file.').waitFor();

  await openNote(page, id);
  // The window hears of both at once.
  let release = () => {};
  const both = new Promise<void>((done) => (release = done));
  await page.route('**/call/app_pulse', (route) => both.then(() => route.continue()));
  await call(data, 'note_remove', { id });
  await call(data, 'note_erase', { id });
  release();
  await noteText(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Still mine.');
  await page.getByText('This note was deleted elsewhere; your words are on this screen.').first().waitFor();
  await page.getByRole('button', { name: 'Keep as a new note' }).click();
  await noteKept(page);
  expect(page.url()).not.toContain(id);
  expect(await noteTitle(page).inputValue()).toBe('Here');
  await page.reload();
  await expect.poll(() => textOf(noteText(page))).toBe('Its text. Still mine.');
});
