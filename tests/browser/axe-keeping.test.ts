/**
 * axe-core on notes, the workbook, the palette, highlights, and Today with the last of each: both
 * themes, both sizes, no rule switched off; a picture of each.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { addressOf, goTo, LESSON, openLesson, seeTitle, sheet, startBuiltIn, textOf, visit } from './harness/app';
import { call } from './harness/cli';
import { answerAll, choose, dialog, fillFrontier, finding, hits, makeNote, noteMore, noteText, openNote, PROJECTS, rowDeed, search, searchField } from './harness/keeping';
import { inspect } from './harness/looks';
import { dataIn, expect, test } from './harness/test';

const FORCED = 'Head office move';
const RICH = [
  '## A heading',
  'Some **bold**, *slanted* and `code` words, and [a link](https://example.org).',
  '> A quoted line.',
  '- [x] done\n- [ ] not done',
  '| Project | Cost |\n| --- | --- |\n| Ledger | 2.4 |\n| Outage | 3.1 |',
  '```\nplain code\n```',
  '1. one\n2. two',
].join('\n\n');

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('notes: none, a list with one open, its versions, an import, the trash', async ({ folder, page }) => {
  const data = dataIn(folder);
  const found: string[] = [];
  await startBuiltIn(page);
  await visit(page, '#/notes', 'Notes');
  await page.getByText('No notes yet').waitFor();
  found.push(...(await inspect(page, 'notes-empty')));

  const words = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
  for (let number = 2; number < 9; number++) await makeNote(data, number, `Note ${number}`, words, { tags: ['steering'] });
  const id = await makeNote(data, 1, 'A note with everything', RICH, { tags: ['board', 'heliport'], place: { course: 'thriving-as-a-pmo-director', lesson: LESSON, block: null, highlight: null, tool: null } });
  await openNote(page, id);
  await page.getByRole('list', { name: 'Tags' }).getByText('#board').waitFor();
  await noteText(page).locator('table').waitFor();
  found.push(...(await inspect(page, 'notes-open')));
  await noteText(page).click();
  found.push(...(await inspect(page, 'notes-writing')));

  await openNote(page, await makeNote(data, 2, '', ''));
  await noteText(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Short.');
  await goTo(page, `#/notes/${id}`);
  await noteText(page).locator('table').waitFor();
  await openNote(page, '00000000-0000-4000-8000-000000000002');
  await expect.poll(() => textOf(noteText(page))).toBe('Short.');
  await noteMore(page, 'Version history');
  await dialog(page, 'Version history').getByRole('region', { name: 'Earlier text' }).getByText('word59').waitFor();
  found.push(...(await inspect(page, 'notes-versions')));
  await closeDialog(page);

  await writeFile(join(folder, 'in.md'), '# Brought in\n\nA line.\n');
  await choose(page, () => noteMore(page, 'Import Markdown'), join(folder, 'in.md'));
  await dialog(page, 'Notes imported').waitFor();
  found.push(...(await inspect(page, 'notes-imported')));
  await closeDialog(page);

  await call(data, 'note_remove', { id });
  await openNote(page, id);
  await page.getByText('This note is in the trash.').waitFor();
  await noteMore(page, 'Open the trash');
  await seeTitle(page, 'Trash');
  found.push(...(await inspect(page, 'notes-trash')));
  expect(found).toEqual([]);
});

test('the workbook and survive–thrive', async ({ folder, page }) => {
  const data = dataIn(folder);
  const found: string[] = [];
  await startBuiltIn(page);
  await visit(page, '#/workbook', /tools? yet/);
  found.push(...(await inspect(page, 'workbook')));
  await visit(page, '#/workbook/t1', 'Survive–thrive');
  found.push(...(await inspect(page, 'thrive-empty')));
  await answerAll(data);
  await call(data, 'tool_keep', { id: '00000000-0000-4000-8000-000000000099', tool: 't1', label: 'In spring' });
  await answerAll(data, (index) => (index * 3) % 5);
  await page.reload();
  await expect.poll(() => textOf(finding(page))).toMatch(/^Your office is/);
  await page.getByText('Show the figures').click();
  found.push(...(await inspect(page, 'thrive-complete')));
  await visit(page, '#/workbook', /tool/);
  await page.getByText('1 result kept').waitFor();
  found.push(...(await inspect(page, 'workbook-used')));
  expect(found).toEqual([]);
});

test('the frontier: empty, rows pasted, filled, its dialogs', async ({ folder, page }) => {
  const data = dataIn(folder);
  const found: string[] = [];
  await startBuiltIn(page);
  await visit(page, '#/workbook/t4', 'Portfolio frontier');
  await page.getByText('No projects yet').waitFor();
  found.push(...(await inspect(page, 'frontier-empty')));
  await page.getByRole('button', { name: 'Paste rows from Excel' }).click();
  const rows = dialog(page, 'Paste rows from a spreadsheet');
  found.push(...(await inspect(page, 'frontier-paste-empty')));
  await rows.getByRole('textbox', { name: 'Rows' }).fill(`${PROJECTS}\nOdd\tmany\t?`);
  await rows.getByText(/could not be read/).waitFor();
  found.push(...(await inspect(page, 'frontier-paste')));
  await closeDialog(page);

  await fillFrontier(data, [FORCED, 'Project 4']);
  await page.reload();
  await expect.poll(() => textOf(finding(page))).toContain('costs this portfolio');
  found.push(...(await inspect(page, 'frontier')));
  await page.getByText('Show the figures').click();
  await page.getByRole('slider', { name: 'Budget' }).focus();
  found.push(...(await inspect(page, 'frontier-figures')));
  await page.getByRole('region', { name: 'Projects' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Criteria and unit' }).click();
  await dialog(page, 'Criteria and unit').waitFor();
  found.push(...(await inspect(page, 'frontier-criteria')));
  await closeDialog(page);
  await rowDeed(page, `Details of ${FORCED}`);
  await dialog(page, FORCED).waitFor();
  found.push(...(await inspect(page, 'frontier-project')));
  expect(found).toEqual([]);
});

test('the palette: as it opens, with hits, without, and narrowed', async ({ folder, page }) => {
  const data = dataIn(folder);
  await makeNote(data, 1, 'Heliport', 'The mandate of the heliport.', { tags: ['roof'] });
  const found: string[] = [];
  await startBuiltIn(page);
  await search(page);
  await expect.poll(() => hits(page).count()).toBeGreaterThan(0);
  found.push(...(await inspect(page, 'search')));
  await searchField(page).fill('mandate');
  await expect.poll(async () => (await hits(page).allTextContents()).join()).toContain('Heliport');
  found.push(...(await inspect(page, 'search-hits')));
  await page.keyboard.press('Tab');
  await expect.poll(() => page.getByRole('button', { pressed: true }).count()).toBe(1);
  found.push(...(await inspect(page, 'search-narrowed')));
  await searchField(page).fill('zyzzogeton');
  await page.getByText(/matches “zyzzogeton”/).first().waitFor();
  found.push(...(await inspect(page, 'search-nothing')));
  expect(found).toEqual([]);
});

test('a lesson with highlights and a note in the margin; Today with the last note and tool', async ({ folder, page }) => {
  const data = dataIn(folder);
  const found: string[] = [];
  await fillFrontier(data, [FORCED]);
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  await highlight(page, 'ArrowDown');
  await highlight(page, 'ArrowRight');
  const bar = page.getByRole('toolbar', { name: 'Highlight' });
  await page.locator('article mark.highlight').first().click();
  await bar.getByRole('button', { name: /Add note/ }).waitFor();
  found.push(...(await inspect(page, 'lesson-highlight-bar')));
  await bar.getByRole('button', { name: /Add note/ }).click();
  const note = page.getByRole('textbox', { name: 'Note' });
  await note.waitFor();
  await note.click();
  await page.keyboard.type('A word in the margin.');
  await page.getByText('Saved', { exact: true }).first().waitFor();
  found.push(...(await inspect(page, 'lesson-margin-writing')));
  await page.keyboard.press('Escape');
  await page.locator('article').getByText('A word in the margin.').first().or(page.getByText('A word in the margin.').first()).waitFor();
  found.push(...(await inspect(page, 'lesson-margin')));
  await goTo(page, addressOf(LESSON));

  await page.keyboard.press('Control+1');
  await sheet(page).waitFor();
  await page.getByText('Your last note').waitFor();
  await page.getByText('Your last tool').waitFor();
  found.push(...(await inspect(page, 'today-last')));
  expect(found).toEqual([]);
});

/** By keys: a passage is chosen, moved once, and taken. */
async function highlight(page: Page, key: string): Promise<void> {
  const before = await page.locator('article mark.highlight').count();
  await page.locator('main').focus();
  await page.keyboard.press('h');
  await page.getByRole('toolbar').filter({ hasText: 'Highlight' }).waitFor();
  await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('article mark.highlight').count()).toBeGreaterThan(before);
}
