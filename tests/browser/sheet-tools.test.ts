/** Tools of tables: service maturity (T2) and the wide capacity heat map (T5), as a person fills them in and takes them away. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { focused, goTo, startBuiltIn, textOf, visit } from './harness/app';
import { call } from './harness/cli';
import { choose, download, finding, paste, undo } from './harness/keeping';
import { dataIn, expect, test } from './harness/test';

interface Sheet {
  fields: Record<string, unknown>;
  result: { finding: string | null; tables: { id: string; rows: { id: string; cells: Record<string, unknown> }[] }[] };
}
const kept = (data: string, tool: string) => call<Sheet>(data, 'tool_open', { tool });
const rowsOf = async (data: string, tool: string, table: string) =>
  ((await kept(data, tool)).result.tables.find(({ id }) => id === table)?.rows ?? []).map(({ cells }) => cells);

const grid = (page: Page, name: string) => page.getByRole('grid', { name });
const cell = (table: Locator, name: string | RegExp) => table.getByRole('button', { name });
const exporting = (page: Page, name: string) => page.getByRole('group', { name: 'Export' }).getByRole('button', { name, exact: true });

const SERVICES = ['Service\tRelevance\tNow\tTarget', 'Reporting\t3\t2\t3', 'Coaching\t4\t1\t4', 'Assurance\t2\tten\t3'].join('\n');

/** Opens a tool with its example. */
async function openExample(page: Page, tool: string, title: string): Promise<string> {
  await startBuiltIn(page);
  await visit(page, `#/workbook/${tool}`, title);
  await page.getByRole('button', { name: 'Load an example' }).click();
  await page.getByText('This is an example, not your data.').waitFor();
  return textOf(finding(page));
}

test('service maturity by keys: a value is chosen, typed, emptied and brought back; a row goes and returns', async ({ folder, page }) => {
  const data = dataIn(folder);
  const said = await openExample(page, 't2', 'Service maturity');
  const table = grid(page, 'Services');
  const [first] = await rowsOf(data, 't2', 'services');
  const name = String(first?.name);
  const now = cell(table, new RegExp(`^Now of ${name}`));

  // One stop for Tab; arrows go from cell to cell.
  await cell(table, new RegExp(`^Service of ${name}`)).focus();
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => focused(page)).toContain(`Now of ${name}`);
  const to = first?.c === 0 ? 1 : 0;
  await page.keyboard.press(String(to));
  await expect.poll(async () => (await rowsOf(data, 't2', 'services'))[0]?.c).toBe(to);
  await expect.poll(() => textOf(finding(page))).not.toBe(said);
  await page.keyboard.press('Delete');
  await expect.poll(() => now.getAttribute('aria-label')).toMatch(/, empty$/);
  await undo(page).click();
  await expect.poll(async () => (await rowsOf(data, 't2', 'services'))[0]?.c).toBe(to);

  await now.focus();
  await page.keyboard.press('Control+Delete');
  await expect.poll(async () => (await rowsOf(data, 't2', 'services')).some((row) => row.name === name)).toBe(false);
  await undo(page).click();
  await expect.poll(async () => (await rowsOf(data, 't2', 'services'))[0]?.name).toBe(name);
  await page.reload();
  await expect.poll(() => now.getAttribute('aria-label')).toContain(`Now of ${name}, ${to}`);
});

test('rows come from a spreadsheet: what cannot be read is named by its cell, and an Excel file comes back in', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await visit(page, '#/workbook/t2', 'Service maturity');
  await page.getByRole('heading', { level: 1 }).focus();
  await paste(page, SERVICES);
  const dialog = page.getByRole('dialog', { name: /Paste rows into/ });
  await dialog.getByText('3 rows read').waitFor();
  expect(await textOf(dialog)).toMatch(/ten/);
  await dialog.getByRole('button', { name: 'Add 3 rows' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(async () => (await rowsOf(data, 't2', 'services')).map(({ name, w, c, t }) => [name, w, c ?? null, t])).toEqual([
    ['Reporting', 3, 2, 3],
    ['Coaching', 4, 1, 4],
    ['Assurance', 2, null, 3],
  ]);

  const xlsx = await download(page, () => exporting(page, 'Excel').click());
  const file = join(folder, 'services.xlsx');
  await writeFile(file, xlsx.bytes);
  const before = await rowsOf(data, 't2', 'services');
  await choose(page, () => page.getByRole('button', { name: 'Import a file' }).click(), file);
  await page.getByRole('dialog').getByText('3 rows read').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Replace all' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(async () => rowsOf(data, 't2', 'services')).toEqual(before);
});

test('a wide table: a bad value is refused at its cell, with the reason, until it is put right', async ({ folder, page }) => {
  const data = dataIn(folder);
  await openExample(page, 't5', 'Capacity heat map');
  const table = grid(page, 'Work');
  const [first] = await rowsOf(data, 't5', 'work');
  const probability = cell(table, new RegExp(`^Probability of ${String(first?.name)}`)).first();
  await probability.focus();
  await page.keyboard.press('F2');
  const field = table.getByRole('textbox', { name: /^Probability of/ });
  await field.fill('plenty');
  await page.keyboard.press('Enter');
  await table.getByRole('alert').waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.evaluate((each) => each === document.activeElement)).toBe(true);
  expect((await rowsOf(data, 't5', 'work'))[0]?.p).toEqual(first?.p);
  await field.fill('0.5');
  await page.keyboard.press('Enter');
  await table.getByRole('alert').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await rowsOf(data, 't5', 'work'))[0]?.p).toBe(0.5);

  // Everything of a row in one place.
  await table.getByRole('button', { name: `Details of ${String(first?.name)}` }).first().click();
  const details = page.getByRole('dialog');
  await details.getByRole('textbox', { name: /^Cost of delay a month/ }).fill('7');
  await details.getByRole('button', { name: 'Done' }).click();
  await details.waitFor({ state: 'detached' });
  await expect.poll(async () => (await rowsOf(data, 't5', 'work'))[0]?.delay).toBe(7);
  // The window itself never scrolls sideways.
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test('files, results kept and compared, and everything cleared with the way back', async ({ folder, page }) => {
  const data = dataIn(folder);
  const said = await openExample(page, 't5', 'Capacity heat map');
  const pdf = await download(page, () => exporting(page, 'PDF').click());
  expect(pdf.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const png = await download(page, () => exporting(page, 'PNG').click());
  expect(png.bytes.subarray(0, 4).toString('latin1')).toBe('\u0089PNG');
  const xlsx = await download(page, () => exporting(page, 'Excel').click());
  expect(xlsx.bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');

  await page.getByRole('button', { name: 'Keep this result' }).click();
  await page.getByRole('textbox', { name: 'Name for it' }).fill('Before the freeze');
  await page.keyboard.press('Enter');
  const result = page.getByRole('region', { name: 'Results kept' }).getByRole('listitem').filter({ hasText: 'Before the freeze' });
  await result.getByText('nothing has changed since').waitFor();
  const headcount = cell(grid(page, 'Roles'), /^Headcount of/).first();
  await headcount.focus();
  await page.keyboard.type('1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(() => textOf(finding(page))).not.toBe(said);
  await expect.poll(() => textOf(result)).toMatch(/[+−][\d.,]+ to now/);

  const before = (await kept(data, 't5')).result.finding;
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByText('Nothing is filled in yet.').waitFor();
  await expect.poll(async () => (await kept(data, 't5')).result.finding).toBeNull();
  await undo(page).click();
  await expect.poll(async () => (await kept(data, 't5')).result.finding).toBe(before);
  await goTo(page, '#/workbook');
  await expect.poll(() => textOf(page.getByRole('listitem').filter({ hasText: 'Capacity heat map' }))).toContain('1 result kept');
});
