/** What falls due: a date of one's own, a step of the 90-day plan done from Today, and the calendar file. */
import type { Page } from 'playwright-core';
import { focused, goTo, seeTitle, startBuiltIn, tab, visit } from './harness/app';
import { call } from './harness/cli';
import { download, undo } from './harness/keeping';
import { dataIn, expect, test } from './harness/test';

interface Due {
  id: string;
  title: string;
  date: string;
  done: boolean;
  kind: string;
}
const dates = async (data: string) => (await call<{ due: Due[] }>(data, 'due_list')).due;
const part = (page: Page, name: string) => page.getByRole('main').getByRole('region', { name, exact: true });
const WHAT = 'Send the board the revised mandate';

/** A day from now on, as people write it and as the core keeps it. */
function dayIn(days: number): { typed: string; kept: string } {
  const day = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  const typed = day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return { typed, kept: day.toISOString().slice(0, 10) };
}

test('a date is written by keys, refused when it is none, changed, done, deleted, each with Undo', async ({ folder, page }) => {
  const data = dataIn(folder);
  const [first, then] = [dayIn(20), dayIn(40)];
  await startBuiltIn(page);
  await visit(page, '#/due', 'No dates are set.');
  await page.keyboard.press('n');
  await expect.poll(() => focused(page)).toContain('input');
  await page.keyboard.type(WHAT);
  await page.keyboard.press('Tab');
  await page.keyboard.type('some day');
  await page.keyboard.press('Enter');
  await page.getByText('This is no date.').waitFor();
  expect(await dates(data)).toEqual([]);

  // What was typed is still there after a reload.
  await page.reload();
  const when = page.getByRole('textbox', { name: 'By when' });
  await expect.poll(() => page.getByRole('textbox', { name: 'What' }).inputValue()).toBe(WHAT);
  await when.fill(first.typed);
  await when.press('Enter');
  await expect.poll(async () => (await dates(data)).map(({ title, date }) => `${title} ${date}`)).toEqual([`${WHAT} ${first.kept}`]);
  await seeTitle(page, /^One date is open; the next is /);

  await page.getByRole('button', { name: `Edit: ${WHAT}` }).click();
  const row = part(page, 'Open').getByRole('listitem');
  await row.getByRole('textbox', { name: 'By when' }).fill(then.typed);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await dates(data))[0]?.date).toBe(then.kept);

  await row.getByRole('checkbox').click();
  await seeTitle(page, 'Everything with a date is done.');
  await undo(page).click();
  await seeTitle(page, /^One date is open/);
  await page.getByRole('button', { name: `Delete: ${WHAT}` }).click();
  await seeTitle(page, 'No dates are set.');
  await undo(page).click();
  await seeTitle(page, /^One date is open/);
  expect((await dates(data)).map(({ title, date, done }) => [title, date, done])).toEqual([[WHAT, then.kept, false]]);
});

test('a step of the 90-day plan is done from Today, and the plan says so', async ({ folder, page }) => {
  const data = dataIn(folder);
  await startBuiltIn(page);
  await visit(page, '#/workbook/t9', '90-day plan');
  await page.getByRole('button', { name: 'Load an example' }).click();
  await expect.poll(async () => (await dates(data)).length).toBeGreaterThan(1);
  const [step] = (await dates(data)).toSorted((one, other) => one.date.localeCompare(other.date));
  if (!step) throw new Error('The plan has no step with a date.');
  expect(step.kind).toBe('plan');

  await tab(page, 'Today').click();
  const mark = page.getByRole('region', { name: 'Commitments' }).getByRole('checkbox', { name: `Done: ${step.title}` });
  await mark.click();
  await mark.waitFor({ state: 'detached' });
  await expect.poll(async () => (await dates(data)).find(({ id }) => id === step.id)?.done).toBe(true);

  await goTo(page, '#/workbook/t9');
  await expect.poll(() => page.getByRole('grid').getByRole('checkbox', { checked: true }).count()).toBe(1);
  await tab(page, 'Today').click();
  await undo(page).click();
  await mark.waitFor();
  await expect.poll(async () => (await dates(data)).find(({ id }) => id === step.id)?.done).toBe(false);
});

test('the calendar file has every open date, and the plan gives its own', async ({ folder, page }) => {
  const data = dataIn(folder);
  const day = dayIn(10);
  await call(data, 'tool_example', { tool: 't9' });
  await call(data, 'deadline_set', { id: '00000000-0000-4000-8000-000000000001', title: 'Budget round; first draft, 2027', date: day.kept });
  await startBuiltIn(page);
  await visit(page, '#/due', /^Four dates are open/);
  const all = await download(page, () => page.getByRole('button', { name: 'Calendar file (.ics)' }).click());
  expect(all.name).toMatch(/\.ics$/);
  const text = all.bytes.toString();
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  expect(text.match(/BEGIN:VEVENT\r\n/g)).toHaveLength(4);
  expect(text).toContain(`DTSTART;VALUE=DATE:${day.kept.replaceAll('-', '')}\r\n`);
  // Signs of the format are escaped, lines are folded.
  expect(text.replaceAll('\r\n ', '')).toContain('SUMMARY:Budget round\\; first draft\\, 2027');
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);

  await visit(page, '#/workbook/t9', '90-day plan');
  await page.getByRole('button', { name: 'More formats' }).click();
  const own = await download(page, () => page.getByRole('menuitem', { name: 'Calendar file' }).click());
  expect(own.bytes.toString().match(/BEGIN:VEVENT/g)).toHaveLength(3);
});
