/** The reading position survives a power cut: the server is killed the moment it acknowledged the place. */
import type { Page } from 'playwright-core';
import { block, COURSE, LESSON, openLesson, seeTitle, sheet, startBuiltIn, textOf, TITLE, writing } from './harness/app';
import { NARROW, WIDE } from './harness/browser';
import { Progress, stillness, topBlock, type Spot } from './harness/reading';
import type { Served } from './harness/serve';
import { expect, test } from './harness/test';

const WRITTEN = 'Two decisions that are not mine: the rota and the template.';
/** How far a line may be from where it was, px. */
const TOLERANCE = 3;

test('after kill -9 the same paragraph is at the top, and what was written is there', async ({ serve, profile }) => {
  const first = await serve();
  const before = await profile();
  // It is the server that goes; the window complains until it is closed.
  before.forgive(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED/);
  const page = await before.page(first.address);
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  const reflection = writing(page, 'owns-reflect');
  await reflection.text.fill(WRITTEN);
  await expect.poll(() => reflection.status.textContent()).toBe('Saved on this device');

  const progress = new Progress(page);
  const spot = await scrollIntoMiddle(page, 'kjyafj');
  await expect.poll(() => progress.kept?.block).toBe(spot.block);
  await first.kill();
  await before.context.close();

  const second = await serve(first.port);
  await expectPlace(second, WIDE, spot);
  await second.kill();
  // The window's width is another one: other lines, the same paragraph.
  const third = await serve();
  const narrow = await expectPlace(third, NARROW, null);
  expect(narrow.block).toBe(spot.block);

  async function expectPlace(served: Served, viewport: typeof WIDE, spot: Spot | null): Promise<Spot> {
    const watched = await profile({ viewport });
    const page = await watched.page(served.address);
    await seeTitle(page, TITLE);
    await block(page, 'kjyafj').waitFor();
    expect(page.url()).toContain(`#/lesson/${COURSE}/${LESSON}`);
    await stillness(page);
    const now = await topBlock(page);
    if (spot) {
      expect(now.block).toBe(spot.block);
      expect(Math.abs(now.offset - spot.offset), 'px from where it was').toBeLessThanOrEqual(TOLERANCE);
    }
    expect(await writing(page, 'owns-reflect').text.inputValue()).toBe(WRITTEN);
    await watched.context.close();
    return now;
  }
});

test('Today offers the paragraph, and opening it there leads to it', async ({ page }) => {
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  const progress = new Progress(page);
  const spot = await scrollIntoMiddle(page, 'kbar7c');
  await expect.poll(() => progress.kept?.block).toBe(spot.block);
  const paragraph = await textOf(block(page, spot.block));

  await page.keyboard.press('Control+1');
  await expect.poll(() => sheet(page).textContent()).toContain('You stopped here');
  const quote = (await textOf(sheet(page).getByRole('blockquote'))).replace(/…$/, '');
  expect(quote.length).toBeGreaterThan(20);
  expect(paragraph.startsWith(quote), quote).toBe(true);
  await sheet(page).getByRole('link', { name: 'Resume reading' }).click();
  await block(page, spot.block).waitFor();
  await stillness(page);
  const again = await topBlock(page);
  expect(again.block).toBe(spot.block);
  expect(Math.abs(again.offset - spot.offset)).toBeLessThanOrEqual(TOLERANCE);
});

test('what cannot be saved stays on screen and says so', async ({ serve, profile }) => {
  const served = await serve();
  const watched = await profile();
  watched.forgive(/ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED/);
  const page = await watched.page(served.address);
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  await served.kill();
  const reflection = writing(page, 'owns-reflect');
  await reflection.text.fill(WRITTEN);
  await expect.poll(() => reflection.status.textContent()).toMatch(/^Not saved yet\. Your text stays here/);
  expect(await reflection.text.inputValue()).toBe(WRITTEN);
  // Leaving the page asks first.
  const asked = page.waitForEvent('dialog');
  watched.forgive(/^dialog: beforeunload/);
  await page.close({ runBeforeUnload: true });
  expect((await asked).type()).toBe('beforeunload');
  // The answer was to stay, and everything is still there.
  await expect.poll(() => reflection.text.inputValue()).toBe(WRITTEN);
});

/** Scrolls until a block crosses the top of the window, a few lines into it. */
async function scrollIntoMiddle(page: Page, id: string): Promise<Spot> {
  await block(page, id).evaluate((element) => {
    const main = element.closest('main');
    if (main) main.scrollTop += element.getBoundingClientRect().top - main.getBoundingClientRect().top + 40;
  });
  await stillness(page);
  const spot = await topBlock(page);
  expect(spot.block).toBe(id);
  expect(spot.offset).toBeLessThan(0);
  return spot;
}
