/** The tools: rows from a spreadsheet, forcing, the slider, exports and the way back, results kept, and a test by keys. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { focused, goTo, seeTitle, startBuiltIn, textOf, visit } from './harness/app';
import { choose, dialog, download, fillFrontier, finding, inPortfolio, paste, PROJECTS, rowDeed, toolKept, undo } from './harness/keeping';
import { dataIn, expect, test } from './harness/test';

const T4 = '#/workbook/t4';
const FORCED = 'Head office move';
const grid = (page: Page) => page.getByRole('grid', { name: 'Projects' });
const names = async (page: Page) => (await grid(page).locator('th.name').count());
const slider = (page: Page) => page.getByRole('slider', { name: 'Budget' });
const projectsOf = ({ fields }: { fields: Record<string, unknown> }) => Object.keys(fields).filter((name) => name.startsWith('project:'));

test('25 projects are pasted, one is forced in, and the finding says what that costs', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await goTo(page, T4);
  await seeTitle(page, 'Portfolio frontier');
  await page.locator('main').focus();
  await paste(page, PROJECTS);
  const rows = dialog(page, 'Paste rows from a spreadsheet');
  await rows.getByText('25 projects read').waitFor();
  expect(await textOf(rows.getByRole('table'))).toMatch(/Project ?Name ?Cost ?Cost ?Score ?Score/);
  await rows.getByRole('button', { name: 'Add 25 projects' }).click();
  await expect.poll(() => names(page)).toBe(25);
  const budget = page.getByRole('textbox', { name: /^Budget/ });
  await budget.fill('20');
  await budget.press('Enter');
  await expect.poll(() => textOf(finding(page))).toMatch(/20/);
  const free = await textOf(finding(page));

  await rowDeed(page, `Force in ${FORCED}`);
  await expect.poll(() => textOf(finding(page))).toMatch(new RegExp(`^Forcing ${FORCED} costs this portfolio [\\d.]+ points?, \\d+% of what`));
  expect(await textOf(finding(page))).not.toBe(free);
  const said = Number(/portfolio ([\d.]+) point/.exec(await textOf(finding(page)))?.[1]);
  await expect.poll(async () => Math.abs(((await toolKept(data, 't4')).result.now?.lost ?? 0) - said)).toBeLessThan(0.5);
  await expect.poll(() => inPortfolio(page).allTextContents().then((all) => all.join())).toContain(FORCED);
  await page.reload();
  await expect.poll(() => textOf(finding(page))).toContain(`Forcing ${FORCED} costs`);
  await rowDeed(page, `Let go ${FORCED}`);
  await expect.poll(() => textOf(finding(page))).toBe(free);
});

test('the slider by keys: arrows a step, Page keys ten, Home and End; table and finding follow, and the place is kept', async ({ folder, page }) => {
  const data = dataIn(folder);
  await fillFrontier(data, [FORCED]);
  await startBuiltIn(page);
  await goTo(page, T4);
  await slider(page).focus();
  const value = async () => Number(await slider(page).inputValue());
  await expect.poll(value).toBe(20);
  const [before, said] = [await inPortfolio(page).count(), await textOf(finding(page))];
  await page.keyboard.press('ArrowRight');
  await expect.poll(value).toBe(20.5);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('PageUp');
  await expect.poll(value).toBe(25);
  await expect.poll(() => inPortfolio(page).count()).toBeGreaterThan(before);
  await expect.poll(() => textOf(finding(page))).not.toBe(said);
  await expect.poll(() => slider(page).getAttribute('aria-valuetext')).toMatch(/25/);
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect.poll(value).toBe(15);
  await expect.poll(() => inPortfolio(page).count()).toBeLessThan(before);
  const edge = async (name: 'min' | 'max') => Number(await slider(page).getAttribute(name));
  const [least, most] = [await edge('min'), await edge('max')];
  await page.keyboard.press('Home');
  await expect.poll(value).toBe(least);
  await page.keyboard.press('PageUp');
  await expect.poll(value).toBe(Math.min(least + 5, most));
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowLeft');
  const there = Math.min(least + 5, most) - 1.5;
  await expect.poll(value).toBe(there);
  await expect.poll(async () => (await toolKept(data, 't4')).result.now?.budget).toBe(there);
  await expect.poll(() => textOf(finding(page))).toContain(String(there).replace(/\.0$/, ''));
  await page.reload();
  await expect.poll(value).toBe(there);
});

test('PDF, PNG, Excel and CSV are what they say, and the Excel file comes back in', async ({ folder, page }) => {
  const data = dataIn(folder);
  await fillFrontier(data, [FORCED]);
  await startBuiltIn(page);
  await goTo(page, T4);
  const button = (name: string) => page.getByRole('group', { name: 'Export' }).getByRole('button', { name, exact: true });
  const pdf = await download(page, () => button('PDF').click());
  expect(pdf.name).toMatch(/\.pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.bytes.toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true);
  const png = await download(page, () => button('PNG').click());
  expect(png.bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
  const xlsx = await download(page, () => button('Excel').click());
  expect(xlsx.bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  await button('More formats').click();
  const csv = await download(page, () => page.getByRole('menuitem', { name: /CSV/ }).click());
  expect(csv.bytes.toString()).toContain(FORCED);

  const file = join(folder, 'back.xlsx');
  await writeFile(file, xlsx.bytes);
  const before = await toolKept(data, 't4');
  await page.getByRole('region', { name: 'Projects' }).getByRole('button', { name: 'More' }).click();
  await choose(page, () => page.getByRole('menuitem', { name: 'Import a file' }).click(), file);
  const rows = page.getByRole('dialog');
  await rows.getByText('25 projects read').waitFor();
  await rows.getByRole('button', { name: 'Replace all' }).click();
  await expect.poll(() => names(page)).toBe(25);
  await rows.waitFor({ state: 'detached' });
  await expect.poll(async () => facts(await toolKept(data, 't4'))).toEqual(facts(before));
});

/** Projects by name, whatever their ids. */
const facts = (tool: { fields: Record<string, unknown> }) =>
  projectsOf(tool)
    .map((name) => tool.fields[name] as { name: string; cost: number; forced: boolean; scores: Record<string, number> } | null)
    .filter((each) => each !== null)
    .map(({ name, cost, forced, scores }) => `${name} ${cost} ${forced} ${Object.values(scores).join()}`)
    .sort();

test('a removed project comes back whole with Undo', async ({ folder, page }) => {
  const data = dataIn(folder);
  await fillFrontier(data, [FORCED]);
  await startBuiltIn(page);
  await goTo(page, T4);
  await expect.poll(() => textOf(finding(page))).toContain(`Forcing ${FORCED} costs`);
  const before = facts(await toolKept(data, 't4'));
  await rowDeed(page, `Details of ${FORCED}`);
  await dialog(page, FORCED).getByRole('button', { name: 'Remove this project' }).click();
  await expect.poll(() => names(page)).toBe(24);
  await expect.poll(async () => facts(await toolKept(data, 't4')).length).toBe(24);
  await undo(page).click();
  await expect.poll(() => names(page)).toBe(25);
  await expect.poll(async () => facts(await toolKept(data, 't4'))).toEqual(before);
  await expect.poll(() => textOf(finding(page))).toContain(`Forcing ${FORCED} costs`);
});

test('results are kept with a name, compared with what is now, removed and brought back', async ({ folder, page }) => {
  const data = dataIn(folder);
  await fillFrontier(data, [FORCED]);
  await startBuiltIn(page);
  await goTo(page, T4);
  await page.getByRole('button', { name: 'Keep this result' }).click();
  const name = page.getByRole('textbox', { name: 'Name for it' });
  await name.fill('Before the board');
  await name.press('Enter');
  const kept = page.getByRole('region', { name: 'Results kept' }).getByRole('listitem');
  await kept.filter({ hasText: 'Before the board' }).filter({ hasText: 'nothing has changed since' }).waitFor();
  await rowDeed(page, `Let go ${FORCED}`);
  await expect.poll(() => textOf(kept.first())).toMatch(/[+−-][\d.]+ to now/);
  expect(await textOf(kept.first())).not.toContain('nothing has changed');
  await kept.first().getByRole('button', { name: /Remove the result/ }).click();
  await page.getByText('Result removed').waitFor();
  await expect.poll(async () => (await toolKept(data, 't4')).kept.length).toBe(0);
  await undo(page).click();
  await expect.poll(async () => (await toolKept(data, 't4')).kept.map(({ label }) => label)).toEqual(['Before the board']);
  await visit(page, '#/workbook', /tool/);
  await expect.poll(() => textOf(page.getByRole('listitem').filter({ hasText: 'Portfolio frontier' }))).toContain('1 result kept');
});

test('survive–thrive with the keyboard alone, until the band is shown', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await page.keyboard.press('Control+3');
  await seeTitle(page, 'You have used none of the nine tools yet.');
  await tabTo(page, /Survive–thrive/);
  await page.keyboard.press('Enter');
  await seeTitle(page, 'Survive–thrive');
  await tabTo(page, /input 0, Not true here/);
  for (let statement = 0; statement < 20; statement++) {
    await page.keyboard.press(String(3 + (statement % 2)));
    if (statement === 18) await expect.poll(() => textOf(finding(page))).toMatch(/^One statement is still open/);
    if (statement < 19) await page.keyboard.press('Tab');
  }
  await expect.poll(() => textOf(finding(page))).toMatch(/^Your office is thriving\./);
  await expect.poll(async () => (await toolKept(data, 't1')).result.band).toBe('thrive');
  // Arrows choose as well, and the answer to the last one changes what is kept.
  for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await toolKept(data, 't1')).fields['answer:foresight-4']).toBe(0);
  const shown = await textOf(finding(page));
  await page.reload();
  await expect.poll(() => textOf(finding(page))).toBe(shown);
});

async function tabTo(page: Page, words: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (words.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Tab never came to ${words}, but to: ${passed.join(' | ')}`);
}
