/** Notes as a person writes, finds, changes, loses and brings them back. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { focused, goTo, sheet, startBuiltIn, textOf, visit } from './harness/app';
import { call, colloquy } from './harness/cli';
import { choose, dialog, download, hits, makeNote, noteFoot, noteKept, noteMore, noteRow, noteText, noteTitle, openNote, paste, search, searchField, undo } from './harness/keeping';
import { Served } from './harness/serve';
import { dataIn, expect, test } from './harness/test';

const markdownOf = (data: string, id: string) => colloquy('--data', data, 'note', 'show', id);
const idOf = (address: string) => address.split('/').at(-1) ?? '';

test('written with the keyboard alone, saved, the same after a reload, and found by one remembered word', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await page.keyboard.press('Control+4');
  await page.getByText('No notes yet').waitFor();
  await page.keyboard.press('n');
  await noteTitle(page).waitFor();
  await expect.poll(() => focused(page)).toContain('textarea Title');
  await page.keyboard.type('After the steering group');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toContain('Text of the note');
  await page.keyboard.type('## What was said\n- first\n- second\n\n- [ ] ask Miriam about the heliport\n\nThe **weight** of it n ? / [');
  const text = noteText(page);
  expect(await text.locator('h2').textContent()).toBe('What was said');
  expect(await text.locator('ul:not([data-type]) > li').allTextContents()).toEqual(['first', 'second']);
  expect(await text.locator('ul[data-type=taskList] > li').count()).toBe(1);
  expect(await text.locator('strong').textContent()).toBe('weight');
  await noteKept(page);

  // A tag, by keys as well: it stands between the title and the text.
  await page.keyboard.press('Shift+Tab');
  await expect.poll(() => focused(page)).toContain('Add tag');
  await page.keyboard.press('Enter');
  await page.keyboard.type('board');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Tags' }).getByText('#board').waitFor();
  await page.keyboard.press('Escape');

  const before = await markdownOf(data, idOf(page.url()));
  expect(before).toMatch(/## What was said[^]*- first[^]*[-*] \[ \] ask Miriam about the heliport[^]*\*\*weight\*\* of it n \? \/ /);
  const shown = await text.innerHTML();
  await page.reload();
  await text.waitFor();
  await expect.poll(() => text.innerHTML()).toBe(shown);
  expect(await noteTitle(page).inputValue()).toBe('After the steering group');
  await page.getByRole('list', { name: 'Tags' }).getByText('#board').waitFor();

  await page.keyboard.press('Control+1');
  await sheet(page).waitFor();
  await search(page, 'heliport');
  await expect.poll(() => textOf(hits(page).first())).toContain('After the steering group');
  await page.keyboard.press('Enter');
  await text.waitFor();
  expect(await noteTitle(page).inputValue()).toBe('After the steering group');
});

test('signs typed before every item make one list, as in a Markdown file', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  const typed = ['- one\n- two\n\nend', '1. one\n2. two\n\nend', '- [ ] one\n- [x] two\n\nend'];
  for (const [index, text] of typed.entries()) {
    const id = await makeNote(data, index + 1, 'Typed', '');
    await openNote(page, id);
    await noteText(page).click();
    await page.keyboard.type(text);
    await noteKept(page);
    expect((await markdownOf(data, id)).split('---\n').at(-1)?.trim()).toBe(text);
  }
});

test('what went to the trash comes back with Undo, and from the trash', async ({ folder, page }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'To and fro', 'Words that stay.');
  await makeNote(data, 2, 'Another', 'More words.');
  await startBuiltIn(page);
  await openNote(page, id);
  await noteMore(page, 'Move to trash');
  await expect.poll(() => noteRow(page, 'To and fro').count()).toBe(0);
  await undo(page).click();
  await noteRow(page, 'To and fro').getByRole('link').click();
  await expect.poll(() => textOf(noteText(page))).toBe('Words that stay.');

  await noteMore(page, 'Move to trash');
  await expect.poll(() => noteRow(page, 'To and fro').count()).toBe(0);
  await noteMore(page, 'Open the trash');
  await noteRow(page, 'To and fro').getByRole('button', { name: 'Restore' }).click();
  await expect.poll(async () => (await call<{ card: { removed_at: string | null } }>(data, 'note_open', { id })).card.removed_at).toBe(null);
});

test('an earlier text is looked at and put back, and the present one is kept as a version', async ({ folder, page }) => {
  const data = dataIn(folder);
  // Much text that goes is always kept.
  const first = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
  const id = await makeNote(data, 1, 'Versions', first);
  await startBuiltIn(page);
  await openNote(page, id);
  await noteText(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Something else.');
  await noteKept(page);
  await goTo(page, '#/today');
  await sheet(page).waitFor();
  await openNote(page, id);
  await expect.poll(() => textOf(noteText(page))).toBe('Something else.');
  await noteMore(page, 'Version history');
  const history = dialog(page, 'Version history');
  await history.getByRole('region', { name: 'Earlier text' }).getByText(first).waitFor();
  await history.getByRole('button', { name: 'Restore this text' }).click();
  await expect.poll(() => textOf(noteText(page))).toBe(first);
  await undo(page).click();
  await expect.poll(() => textOf(noteText(page))).toBe('Something else.');
});

test('pasted Markdown becomes a heading, a list, a task and a table', async ({ folder, page }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Pasted', '');
  await startBuiltIn(page);
  await openNote(page, id);
  await noteText(page).click();
  await paste(page, '# Title\n\n- one\n- two\n\n- [x] done\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n> quoted **strongly**\n');
  const text = noteText(page);
  await expect.poll(() => text.locator('h1').allTextContents()).toEqual(['Title']);
  expect(await text.locator('table th, table td').allTextContents()).toEqual(['a', 'b', '1', '2']);
  expect(await text.getByRole('checkbox').isChecked()).toBe(true);
  expect(await text.locator('blockquote strong').textContent()).toBe('strongly');
  await noteKept(page);
  expect(await markdownOf(data, id)).toMatch(/# Title[^]*[-*] \[x\] done[^]*\| a[^]*> quoted \*\*strongly\*\*/);
});

test('one note out as Markdown, all out as a zip, and the zip in again elsewhere', async ({ folder, page, profile }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Out and in', '## Kept\n\n- [ ] whole', { tags: ['trip'] });
  await makeNote(data, 2, 'Second: with / odd * name', 'Also here.');
  await startBuiltIn(page);
  await openNote(page, id);
  const one = await download(page, () => page.keyboard.press('Control+e'));
  expect(one.name).toMatch(/Out and in.*\.md$/i);
  expect(one.bytes.toString()).toMatch(/^---\n[^]*trip[^]*---\n[^]*## Kept[^]*- \[ \] whole/);
  const all = await download(page, () => noteMore(page, 'Export all notes'));
  expect(all.bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  const zip = join(folder, 'all.zip');
  await writeFile(zip, all.bytes);

  const elsewhere = await Served.start(join(folder, 'elsewhere'));
  try {
    const other = await (await profile()).page(elsewhere.address);
    await startBuiltIn(other);
    await visit(other, '#/notes', 'Notes');
    await choose(other, () => other.getByRole('button', { name: 'Import Markdown' }).click(), zip);
    const result = dialog(other, 'Notes imported');
    await expect.poll(() => textOf(result)).toContain('2 new notes.');
    await result.getByRole('button', { name: 'Close' }).last().click();
    await noteRow(other, 'Out and in').getByRole('link').click();
    await expect.poll(() => textOf(noteText(other).locator('h2'))).toBe('Kept');
    await other.getByRole('list', { name: 'Tags' }).getByText('#trip').waitFor();
    await noteRow(other, 'Second: with / odd * name').waitFor();
    // The same once more brings nothing twice.
    await choose(other, () => noteMore(other, 'Import Markdown'), zip);
    await expect.poll(() => textOf(result)).toContain('2 were here already');
    await result.getByRole('button', { name: 'Close' }).last().click();
    await expect.poll(() => noteRow(other, /./).count()).toBe(2);
  } finally {
    await elsewhere.stop();
  }
});

test('two megabytes are refused kindly at once, nothing is lost, and writing goes on', async ({ folder, page }) => {
  const data = dataIn(folder);
  const id = await makeNote(data, 1, 'Full', 'What was there.');
  await startBuiltIn(page);
  await openNote(page, id);
  await noteText(page).click();
  await page.keyboard.press('Control+End');
  await paste(page, 'A line of words.\n'.repeat(130_000));
  const said = page.getByText(/is too much here: a note holds/);
  await said.waitFor();
  expect(await textOf(page.locator('[aria-live=assertive]'))).toContain('Nothing was pasted and nothing is lost');
  await page.keyboard.type(' And more.');
  await expect.poll(() => textOf(noteText(page))).toBe('What was there. And more.');
  await expect.poll(() => said.count()).toBe(0);
  await noteKept(page);
  expect(await markdownOf(data, id)).toContain('What was there. And more.');
  expect(await textOf(noteFoot(page))).toContain('5 words');
});

test('a note is started from the palette with the words that found nothing', async ({ page }) => {
  await startBuiltIn(page);
  await search(page, 'zyzzogeton');
  await hits(page).filter({ hasText: 'Start a note with these words' }).click();
  await searchField(page).waitFor({ state: 'detached' });
  await noteText(page).waitFor();
  await expect.poll(() => textOf(noteText(page))).toContain('zyzzogeton');
});
