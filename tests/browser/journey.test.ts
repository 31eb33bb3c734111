/** The journey of the README: from the first run to the end of lesson 1.1, and what is said about it afterwards. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { block, heading, NEXT_TITLE, seeTitle, sheet, startBuiltIn, tab, textOf, TITLE, writing } from './harness/app';
import { REPO } from './harness/paths';
import { Progress, readToEnd } from './harness/reading';
import { picture } from './harness/screens';
import { expect, test } from './harness/test';

const SOURCE = join(REPO, 'courses/thriving-as-a-pmo-director/01-role-survive-to-thrive/01-what-a-director-owns.md');

interface Option {
  text: string;
  target: string;
  feedback: string;
}

/** The options of the lesson's check, as its author wrote them. */
function authored(): Option[] {
  const source = readFileSync(SOURCE, 'utf8');
  const names = new Map([...source.matchAll(/\[\[targets\]\]\nid = "(.*)"\ntext = "(.*)"/g)].map((match) => [match[1], match[2]]));
  return [...source.matchAll(/\[\[options\]\]\nid = ".*"\ntext = "(.*)"\ntarget = "(.*)"\nfeedback = "(.*)"/g)].map(
    ([, text = '', target = '', feedback = '']) => ({ text, target: names.get(target) ?? '', feedback }),
  );
}

test('first run, lesson 1.1 to its end, and Today and the map agree', async ({ page }) => {
  const options = authored();
  expect(options).toHaveLength(10);

  await seeTitle(page, 'Colloquy');
  await startBuiltIn(page);
  await seeTitle(page, /Lesson 1\.1 takes .* minutes, if you have them\./);
  expect(await sheet(page).getByRole('heading').textContent()).toBe(TITLE);
  expect(await sheet(page).getByRole('link', { name: 'Begin reading' }).isVisible()).toBe(true);

  // The button has the focus.
  const progress = new Progress(page);
  await page.keyboard.press('Enter');
  await seeTitle(page, TITLE);
  const bar = page.getByRole('region', { name: 'About this lesson' });
  await expect.poll(() => textOf(bar)).toMatch(/\d+ min left/);
  const pages = await readToEnd(page, progress);
  expect(pages).toBeGreaterThan(3);
  await expect.poll(() => textOf(bar)).toContain('1 check open');

  // A wrong answer to one of ten, fairly sure of it.
  const check = block(page, 'owns-sort-ten');
  const answer = check.getByRole('button', { name: 'Answer' });
  for (const [index, { text, target }] of options.entries()) {
    const other = options.find((option) => option.target !== target)?.target ?? '';
    await sort(index === 0 ? other : target, text);
  }
  await check.getByText('Fairly sure').click();
  await answer.click();
  await check.getByText('Try again').waitFor();
  const shown = await check.getByRole('listitem').allTextContents();
  expect(shown).toHaveLength(10);
  for (const { text, feedback } of options) {
    const row = shown.find((each) => each.includes(text.slice(0, 30)));
    expect(row, text).toContain(feedback.slice(0, 40));
  }
  expect(await check.textContent()).toContain('9 of 10 are right.');
  expect(await check.textContent()).toContain('You were fairly sure, and wrong: worth a second look.');
  await picture(page, 'journey-check-answered');

  const reflection = writing(page, 'owns-reflect');
  await reflection.text.pressSequentially('The rota, and who speaks for us on Tuesdays.');
  await expect.poll(() => reflection.status.textContent()).toBe('Saved on this device');
  await expect.poll(() => textOf(bar)).toMatch(/ Read$/);
  expect(await textOf(page.getByLabel('End of the lesson'))).toMatch(/^Read on \d+ \w+\./);

  // On to the next lesson, and back.
  await page.getByRole('navigation', { name: 'Previous and next lesson' }).getByRole('link', { name: /Next/ }).click();
  await seeTitle(page, NEXT_TITLE);
  await page.getByRole('navigation', { name: 'Previous and next lesson' }).getByRole('link', { name: /Previous/ }).click();
  await seeTitle(page, TITLE);
  await check.getByText('Try again').waitFor();
  expect(await reflection.text.inputValue()).toBe('The rota, and who speaks for us on Tuesdays.');

  await tab(page, 'Course').click();
  await seeTitle(page, 'Thriving as a PMO Director');
  const map = page.getByRole('main');
  await expect.poll(() => map.textContent()).toMatch(/You have read 1 of 36 lessons\./);
  const row = page.getByRole('list', { name: 'Modules' }).getByRole('link', { name: new RegExp(TITLE) });
  expect(await row.textContent()).toContain('done');

  await tab(page, 'Today').click();
  // A confident mistake in a check comes first, with its reason, until the check is answered again.
  await expect.poll(() => heading(page).textContent()).toMatch(/^You have read one of 36 lessons\. Lesson 1\.1 takes/);
  expect(await textOf(sheet(page))).toContain('It comes first.');
  await page.goBack();
  await page.goBack();
  await seeTitle(page, TITLE);
  await check.getByRole('button', { name: 'Try again' }).click();
  for (const { text, target } of options) await sort(target, text);
  await check.getByText('Certain', { exact: true }).click();
  await answer.click();
  await check.getByText('You were certain, and right').waitFor();
  await tab(page, 'Today').click();
  await expect.poll(() => heading(page).textContent()).toMatch(/^You have read one of 36 lessons\. Lesson 1\.2 takes/);
  expect(await page.getByRole('main').textContent()).toContain('The rota, and who speaks');
  await picture(page, 'journey-today-after');

  async function sort(target: string, text: string): Promise<void> {
    const group = check.getByRole('radiogroup', { name: text.slice(0, 40) });
    await group.getByText(target, { exact: true }).click();
  }
});
