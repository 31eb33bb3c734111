/** Everything without a mouse: the whole journey, the regions, and the keys of the sheet. */
import type { Page } from 'playwright-core';
import { addressOf, block, focused, heading, LESSON, NEXT_TITLE, OFFER, seeTitle, sheet, TITLE, visit } from './harness/app';
import { scrollTop, stillness } from './harness/reading';
import { expect, test } from './harness/test';

const ENOUGH = 80;

/** Presses Tab until the focus is on something with these words. */
async function tabTo(page: Page, words: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < ENOUGH; presses++) {
    await page.keyboard.press(key);
    const now = await nameOfFocus(page);
    if (words.test(now)) return;
    passed.push(now);
  }
  throw new Error(`Tab never came to ${words}, but to: ${passed.join(' | ')}`);
}

/** What assistive technology would call the focused element. */
function nameOfFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!active) return '';
    const ids = active.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const byId = ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    const labels = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? active.labels : null;
    const label = [...(labels ?? [])].map((each) => each.textContent).join(' ');
    const name = active.getAttribute('aria-label') || byId || label || active.textContent || active.tagName;
    return name.replace(/\s+/g, ' ').trim();
  });
}

/** The focus must be seen. */
async function expectRing(page: Page): Promise<void> {
  const ring = await page.evaluate(() => {
    let element = document.activeElement;
    const drawn = (each: Element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    };
    for (let up = 0; element && up < 3; up++, element = element.parentElement) if (drawn(element)) return true;
    return false;
  });
  expect(ring, `the focus on ${await focused(page)} is not shown`).toBe(true);
}

/** From the first run to Today: the first way to begin has the focus already. */
async function begin(page: Page): Promise<void> {
  await expect.poll(() => nameOfFocus(page)).toContain('Start the built-in course');
  await expectRing(page);
  await page.keyboard.press('Enter');
  // The pre-assessment is offered first, and can be left alone.
  await page.getByRole('heading', { name: OFFER }).waitFor();
  await expect.poll(() => nameOfFocus(page)).toContain('Take it');
  await page.keyboard.press('Control+1');
  await sheet(page).waitFor();
}

test('the whole journey with the keyboard alone', async ({ page }) => {
  await begin(page);
  await tabTo(page, /Begin reading/);
  await page.keyboard.press('Enter');
  await seeTitle(page, TITLE);

  // The text takes the keys that scroll.
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  await page.keyboard.press('End');
  await expect.poll(() => scrollTop(page)).toBeGreaterThan(1000);
  await page.keyboard.press('Home');
  await expect.poll(() => scrollTop(page)).toBe(0);

  const check = block(page, 'owns-sort-ten');
  expect(await check.getByRole('radiogroup').count()).toBe(10);
  await tabTo(page, /The PMO director/);
  for (let group = 0; group < 10; group++) {
    if (group > 0) await page.keyboard.press('Tab');
    await expectRing(page);
    await page.keyboard.press('Space');
    if (group % 2) await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Tab');
  expect(await nameOfFocus(page)).toBe('A guess');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  expect(await nameOfFocus(page)).toBe('Answer');
  await page.keyboard.press('Enter');
  await check.getByRole('button', { name: 'Try again' }).waitFor();
  // The focus is on the feedback, not lost.
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-place]')?.getAttribute('data-place'))).toBe('owns-sort-ten');

  await tabTo(page, /Which two recurring decisions/);
  await page.keyboard.type('Two decisions, ? and [ and ] among the words.');
  await expect.poll(() => block(page, 'owns-reflect').locator('.status').first().textContent()).toBe('Saved on this device');
  expect(await page.getByRole('dialog').count()).toBe(0);
  await tabTo(page, /^Next/);
  await page.keyboard.press('Enter');
  await seeTitle(page, NEXT_TITLE);
  await page.keyboard.press('[');
  await seeTitle(page, TITLE);
  expect(await block(page, 'owns-reflect').getByRole('textbox').inputValue()).toContain('? and [ and ]');
  await page.keyboard.press(']');
  await seeTitle(page, NEXT_TITLE);
  await page.keyboard.press('Control+2');
  await seeTitle(page, 'Thriving as a PMO Director');
  await expect.poll(() => nameOfFocus(page)).toContain('Thriving as a PMO Director');
  await tabTo(page, /Role: survive to thrive|What a director owns/);
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+1');
  await sheet(page).waitFor();
});

test('F6 goes round the parts of the window, in both directions, on every screen', async ({ page }) => {
  await begin(page);
  for (const [address, title] of [
    ['#/today', 'Lesson 1.1 takes'],
    ['#/course', 'Thriving as a PMO Director'],
    ['#/settings/data', 'Data and backups'],
    [addressOf(LESSON), TITLE],
  ] as const) {
    await visit(page, address, title);
    const regions = await page.locator('[data-region]').count();
    expect(regions, address).toBeGreaterThan(1);
    const forth = await around(page, 'F6', regions);
    expect(new Set(forth).size, `${address}: ${forth.join(', ')}`).toBe(regions);
    const back = await around(page, 'Shift+F6', regions);
    expect(new Set(back), address).toEqual(new Set(forth));
    await expectRing(page);
  }
});

/** The regions that the focus was in, one for each press. */
async function around(page: Page, key: string, times: number): Promise<string[]> {
  const visited: string[] = [];
  for (let press = 0; press < times; press++) {
    await page.keyboard.press(key);
    visited.push(
      await page.evaluate(() => {
        const all = [...document.querySelectorAll('[data-region]')];
        return String(all.findLastIndex((region) => region.contains(document.activeElement)));
      }),
    );
  }
  return visited;
}

test('the sheet of shortcuts opens with ?, says what works here, and Escape gives the focus back', async ({ page }) => {
  await begin(page);
  const before = await focused(page);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain('Next region');
  expect(await dialog.textContent()).not.toContain('Next lesson');
  // Tab stays inside.
  for (let presses = 0; presses < 6; presses++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => focused(page)).toBe(before);

  await visit(page, addressOf(LESSON), TITLE);
  await page.keyboard.press('?');
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain('Next lesson');
  // The first lesson has none before it.
  expect(await dialog.textContent()).not.toContain('Previous lesson');
  await page.keyboard.press('Escape');
});

test('the outline, the text menu and the source card open and close by keys', async ({ page }) => {
  await begin(page);
  await visit(page, addressOf(LESSON), TITLE);
  const outline = page.getByRole('navigation', { name: 'Outline of module 1' });
  await outline.waitFor();
  await page.keyboard.press('Control+\\');
  await outline.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+\\');
  await outline.waitFor();
  await outline.getByRole('button', { name: 'Each domain has a decision of its own' }).focus();
  await page.keyboard.press('Enter');
  await stillness(page);
  await expect.poll(() => nameOfFocus(page)).toContain('Each domain has a decision of its own');

  const source = block(page, 'kjyafj').getByRole('link', { name: 'their discretion' });
  await source.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByText('A General Theory of Bureaucracy').count()).toBeGreaterThan(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByText('A General Theory of Bureaucracy').count()).toBe(1);
  expect(await nameOfFocus(page)).toBe('their discretion');

  const type = page.getByRole('button', { name: 'Size and spacing of the text' });
  await type.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('slider', { name: 'Reading size' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('slider', { name: 'Reading size' }).waitFor({ state: 'detached' });
  await expect.poll(() => nameOfFocus(page)).toContain('Size and spacing');
});

test('settings can be reached and changed by keys', async ({ page }) => {
  await begin(page);
  await page.keyboard.press('Control+,');
  await seeTitle(page, 'Appearance');
  await tabTo(page, /As the system|Light|Dark/);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
  await visit(page, '#/settings/keyboard', 'Keyboard');
  await tabTo(page, /Single-key shortcuts/);
  await page.keyboard.press('Space');
  await heading(page).focus();
  await page.keyboard.press('?');
  expect(await page.getByRole('dialog').count()).toBe(0);
});
