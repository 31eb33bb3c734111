/** axe-core on PMO direction on a page: with nothing in it, with an exercise, and while words of one's own are written. */
import { goTo, startBuiltIn, visit } from './harness/app';
import { call } from './harness/cli';
import { inspect } from './harness/looks';
import { dataIn, expect, test } from './harness/test';

test('PMO direction: nothing, what an exercise says, and words of one’s own', async ({ folder, page }) => {
  const found: string[] = [];
  await startBuiltIn(page);
  await visit(page, '#/workbook/direction', /./);
  await page.getByText('Begin with these two').waitFor();
  found.push(...(await inspect(page, 'direction-none')));
  for (const tool of ['t2', 't9']) await call(dataIn(folder), 'tool_example', { tool });
  await goTo(page, '#/today');
  await page.reload();
  await visit(page, '#/workbook/direction', /./);
  const edit = page.getByRole('button', { name: /^(Keep|Edit|Write)/ }).first();
  await edit.waitFor();
  found.push(...(await inspect(page, 'direction')));
  await edit.click();
  await page.getByRole('main').getByRole('textbox').first().waitFor();
  found.push(...(await inspect(page, 'direction-writing')));
  expect(found).toEqual([]);
});
