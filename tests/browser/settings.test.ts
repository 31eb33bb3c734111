/** Preferences: they take effect at once and stay, and large text fits. */
import type { Page } from 'playwright-core';
import { NARROW, WIDE } from './harness/browser';
import { addressOf, COURSE, heading, LESSON, openLesson, seeTitle, sheet, startBuiltIn, tab, TITLE, visit } from './harness/app';
import { stillness } from './harness/reading';
import { picture, settled } from './harness/screens';
import { expect, test } from './harness/test';

/** Presses a key until a slider has arrived. */
async function slide(page: Page, label: string, key: string, value: string): Promise<void> {
  const slider = page.getByRole('slider', { name: label });
  await slider.focus();
  for (let presses = 0; presses < 30 && (await slider.inputValue()) !== value; presses++) await slider.press(key);
  expect(await slider.inputValue()).toBe(value);
}

const rootFont = (page: Page) => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));

const readingFont = (page: Page) =>
  page.locator('article [data-place] p').first().evaluate((each) => parseFloat(getComputedStyle(each).fontSize));

test('theme, reading size, text scale and single keys hold, also after a reload', async ({ page }) => {
  await startBuiltIn(page);
  await visit(page, '#/settings/appearance', 'Appearance');
  await page.getByRole('radio', { name: 'Dark' }).check();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  const dark = await background(page);

  await visit(page, '#/settings/reading', 'Reading');
  await slide(page, 'Lessons', 'ArrowRight', '24');
  await slide(page, 'All text', 'ArrowRight', '120');
  await page.getByRole('radio', { name: 'Relaxed' }).check();
  await visit(page, '#/settings/keyboard', 'Keyboard');
  await page.getByRole('switch', { name: 'Single-key shortcuts' }).click();

  await page.reload();
  await seeTitle(page, 'Keyboard');
  expect(await page.getByRole('switch', { name: 'Single-key shortcuts' }).isChecked()).toBe(false);
  expect(await background(page)).toBe(dark);
  expect(await rootFont(page)).toBeCloseTo(16 * 1.2, 1);
  await heading(page).press('?');
  expect(await page.getByRole('dialog').count()).toBe(0);

  await visit(page, '#/settings/reading', 'Reading');
  expect(await page.getByRole('slider', { name: 'Lessons' }).inputValue()).toBe('24');
  expect(await page.getByRole('radio', { name: 'Relaxed' }).isChecked()).toBe(true);
  await openLesson(page, LESSON);
  expect(await readingFont(page)).toBeCloseTo(24 * 1.2, 0);
  await page.keyboard.press(']');
  await settled(page);
  expect(page.url()).toContain(LESSON);
});

test('the theme follows the system until one is chosen', async ({ page }) => {
  await sheetOfNewReader(page);
  const light = await background(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background(page);
  expect(dark).not.toBe(light);
  await visit(page, '#/settings/appearance', 'Appearance');
  await page.getByRole('radio', { name: 'Light' }).check();
  await expect.poll(() => background(page)).toBe(light);
});

for (const size of [WIDE, NARROW]) {
  test(`text at 200 % fits a window of ${size.width}`, async ({ page }) => {
    await page.setViewportSize(size);
    await startBuiltIn(page);
    await visit(page, '#/settings/reading', 'Reading');
    await slide(page, 'All text', 'ArrowRight', '200');
    expect(await rootFont(page)).toBeCloseTo(32, 1);
    for (const [name, address, title] of SCREENS) {
      await visit(page, address, title);
      await stillness(page);
      expect(await sidewaysOf(page), `${name} scrolls sideways`).toEqual([]);
      expect(await cutOff(page), `${name} is cut off`).toEqual([]);
      await picture(page, `large-${name}`);
    }
  });
}

const SCREENS = [
  ['today', '#/today', 'Lesson 1.1 takes'],
  ['course', '#/course', 'Thriving as a PMO Director'],
  ['appearance', '#/settings/appearance', 'Appearance'],
  ['reading', '#/settings/reading', 'Reading'],
  ['notifications', '#/settings/notifications', 'Notifications'],
  ['keyboard', '#/settings/keyboard', 'Keyboard'],
  ['data', '#/settings/data', 'Data and backups'],
  ['courses', '#/settings/courses', 'Courses'],
  ['about', '#/settings/about', 'About'],
  ['lesson', addressOf(LESSON), TITLE],
  ['check', addressOf(LESSON, COURSE, 'owns-sort-ten'), TITLE],
  ['reflection', addressOf(LESSON, COURSE, 'owns-reflect'), TITLE],
] as const;

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

async function sheetOfNewReader(page: Page): Promise<void> {
  await startBuiltIn(page);
  await tab(page, 'Today').waitFor();
  await sheet(page).waitFor();
}

/** Whatever can be scrolled sideways, apart from tables and code, which may. */
function sidewaysOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [document.documentElement, ...document.querySelectorAll<HTMLElement>('body *')];
    return all
      .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0)
      .filter((each) => ['auto', 'scroll'].includes(getComputedStyle(each).overflowX) || each === document.documentElement)
      .filter((each) => !each.matches('.table, pre'))
      .map((each) => `${each.tagName.toLowerCase()}.${each.className}: ${each.scrollWidth} in ${each.clientWidth}`);
  });
}

/** Text that is outside the window at the right, or clipped by what it stands in. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || !parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      if (text.width === 0) continue;
      for (let box: HTMLElement | null = parent; box; box = box.parentElement) {
        const { overflowX, overflowY, clipPath, position } = getComputedStyle(box);
        // For assistive technology only.
        if (clipPath !== 'none') break;
        const { left, right, top, bottom } = box.getBoundingClientRect();
        const [wide, tall] = [text.left < left - 2 || text.right > right + 2, text.top < top - 2 || text.bottom > bottom + 2];
        const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
        // Shortened in one place is not lost when it stands whole in the heading.
        const repeated = getComputedStyle(box).textOverflow === 'ellipsis' && document.querySelector('h1')?.textContent === node.textContent;
        if (repeated) break;
        if ((hides(overflowX) && wide) || (hides(overflowY) && tall)) {
          found.push(`“${node.textContent.trim().slice(0, 40)}” in ${box.tagName.toLowerCase()}.${box.className}`);
          break;
        }
        if (['auto', 'scroll'].includes(overflowY) || position === 'fixed') break;
      }
    }
    return found;
  });
}
