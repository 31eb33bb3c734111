/** A course is revised: what was done stays, what changed is said, what the author wants again is asked for. */
import type { Page } from 'playwright-core';
import { block, choosePackage, goTo, heading, openLesson, seeTitle, sheet, tab, textOf, writing } from './harness/app';
import { violations } from './harness/axe';
import { call } from './harness/cli';
import { build, courseToml, lesson, writeCourse } from './harness/course';
import { Progress, readToEnd, toTop } from './harness/reading';
import { picture } from './harness/screens';
import { dataIn, expect, test } from './harness/test';

const COURSE = 'revised';

const check = (prompt: string, redo = '') => `\`\`\`check
id = "c-one"
kind = "single"
difficulty = 1
${redo}
prompt = "${prompt}"

[[options]]
id = "yes"
text = "Yes"
correct = true
feedback = "It is."

[[options]]
id = "no"
text = "No"
feedback = "It is not."
\`\`\``;

const reflection = (id: string, prompt: string) => `\`\`\`reflection\nid = "${id}"\nprompt = "${prompt}"\n\`\`\``;

const FIRST = [
  'The first paragraph. {#p-kept}',
  'The second, as it was at first. {#p-edited}',
  'The third, which will move. {#p-moved}',
  'The fourth, which will go. {#p-removed}',
  'The fifth, which will be rewritten. {#p-redo}',
  check('Is it so?'),
  reflection('r-kept', 'What stays?'),
  reflection('r-moved', 'What moves?'),
  reflection('r-removed', 'What goes?'),
].join('\n\n');

const SECOND = [
  'A paragraph that is new. {#p-new}',
  'The second, in other words. {#p-edited}',
  'The first paragraph. {#p-kept}',
  'The fifth, rewritten from the ground up. {#p-redo redo=2}',
  check('Is it really so?', 'redo = 2'),
  reflection('r-kept', 'What stays, then?'),
].join('\n\n');

/** Builds a revision; gives the package. */
async function revision(folder: string, number: number, one: string, two: string): Promise<string> {
  const dir = await writeCourse(`${folder}/revision-${number}`, {
    'course.toml': courseToml(COURSE, 'A revised course', number),
    '1-m/module.toml': 'id = "m"\ntitle = "Module"\n',
    '1-m/1-one.md': lesson('one', 'One', one),
    '1-m/2-two.md': lesson('two', 'Two', two),
  });
  return build(dir, `${folder}/revision-${number}.colloquy`);
}

async function answerCheck(page: Page, option: string): Promise<void> {
  const here = block(page, 'c-one');
  await here.getByText(option, { exact: true }).click();
  await here.getByText('Certain', { exact: true }).click();
  await here.getByRole('button', { name: 'Answer' }).click();
  await here.getByRole('button', { name: 'Try again' }).waitFor();
}

async function write(page: Page, id: string, text: string): Promise<void> {
  const { text: area, status } = writing(page, id);
  await area.fill(text);
  await expect.poll(() => textOf(status)).toBe('Saved on this device');
}

interface Report {
  lessons: { lesson: string; state: string; completed_at: string | null }[];
  attempts: { check: string; revision: number }[];
}

const report = async (data: string) => call<Report>(data, 'progress_read', { course: COURSE });
const facts = async (data: string) => (await report(data)).lessons.find((each) => each.lesson === 'one');

test('completion and writing are kept, changes are named, and only what is marked is asked for again', async ({ folder, page }) => {
  const data = dataIn(folder);
  const two = 'Another lesson. {#p-other}';
  await choosePackage(page, await revision(folder, 1, FIRST, two));
  await seeTitle(page, 'A revised course');

  const progress = new Progress(page);
  await openLesson(page, 'one', COURSE);
  await write(page, 'r-kept', 'This stays.');
  await write(page, 'r-moved', 'This moves.');
  await write(page, 'r-removed', 'This is not lost.');
  await answerCheck(page, 'No');
  await toTop(page);
  await readToEnd(page, progress);
  await expect.poll(async () => (await facts(data))?.state).toBe('done');
  const completed = (await facts(data))?.completed_at;

  await tab(page, 'Course').click();
  await expect.poll(() => textOf(page.getByRole('main'))).toContain('You have read 1 of 2 lessons.');
  await choosePackage(page, await revision(folder, 2, SECOND, `${two}\n\nThe third, which will move. {#p-moved}\n\n${reflection('r-moved', 'What moves?')}`));
  const notice = page.getByRole('region', { name: 'Notices' }).or(page.getByRole('status'));
  await expect.poll(() => textOf(notice)).toContain('“A revised course” is now revision 2, in place of 1.');
  expect(await textOf(notice)).toMatch(/Two passages are gone; what you wrote about them is kept\./);

  // Done, and revised since: with its date, and with the old attempt.
  const after = await facts(data);
  expect(after).toMatchObject({ state: 'revised', completed_at: completed });
  const row = page.getByRole('list', { name: 'Modules' }).getByRole('link', { name: /One/ });
  await expect.poll(() => textOf(row)).toContain('Revised');
  expect(await textOf(row)).toContain('revised since');

  await goTo(page, '#/today');
  await expect.poll(() => textOf(heading(page))).toBe('A lesson that you finished was revised. Two places want another look.');
  expect(await textOf(sheet(page))).toContain('Revised by its author');
  expect(await violations(page)).toEqual([]);
  await picture(page, 'revised-today');
  await sheet(page).getByRole('link', { name: 'Read it again' }).click();

  await seeTitle(page, 'One');
  expect(await textOf(page.getByRole('navigation', { name: 'Outline of module 1' }))).toContain('Changed since you read it');
  expect(await textOf(block(page, 'p-redo'))).toMatch(/The author has revised this since you read it\..*rewritten from the ground up/);
  expect(await textOf(block(page, 'p-edited'))).toBe('The second, in other words.');
  expect(await textOf(block(page, 'c-one'))).toContain('asks for your answer again. Your earlier answer stays on record.');
  expect(await block(page, 'p-moved').count()).toBe(0);
  expect(await block(page, 'p-removed').count()).toBe(0);
  expect(await writing(page, 'r-kept').text.inputValue()).toBe('This stays.');
  expect(await violations(page)).toEqual([]);
  await picture(page, 'revised-lesson');

  await toTop(page);
  await readToEnd(page, progress);
  await answerCheck(page, 'Yes');
  await expect.poll(async () => (await facts(data))?.state).toBe('done');
  expect((await facts(data))?.completed_at).toBe(completed);
  expect((await report(data)).attempts.filter((attempt) => attempt.check === 'c-one')).toHaveLength(2);
  await expect.poll(() => textOf(page.getByLabel('End of the lesson'))).toMatch(/^Read on/);

  // What moved took along what was written.
  await openLesson(page, 'two', COURSE);
  await seeTitle(page, 'Two');
  expect(await writing(page, 'r-moved').text.inputValue()).toBe('This moves.');

  // What was written about a passage that is gone is there when the passage comes back.
  await tab(page, 'Course').click();
  await choosePackage(page, await revision(folder, 3, `${SECOND}\n\n${reflection('r-removed', 'What came back?')}`, two));
  await expect.poll(() => textOf(notice)).toContain('is now revision 3');
  await openLesson(page, 'one', COURSE);
  await seeTitle(page, 'One');
  expect(await writing(page, 'r-removed').text.inputValue()).toBe('This is not lost.');
});

test('the same revision again is said to be here already', async ({ folder, page }) => {
  const first = await revision(folder, 1, FIRST, 'Another lesson. {#p-other}');
  await choosePackage(page, first);
  await seeTitle(page, 'A revised course');
  await choosePackage(page, first);
  const notice = page.getByRole('region', { name: 'Notices' }).or(page.getByRole('status'));
  await expect.poll(() => textOf(notice)).toContain('“A revised course”, revision 1, was here already.');
});
