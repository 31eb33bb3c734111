/** Pictures of screens, for people to look at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { PICTURES } from './paths';

mkdirSync(PICTURES, { recursive: true });

export type Theme = 'light' | 'dark';

/** The file of a picture. */
export const pictureOf = (name: string, ending = 'png') => join(PICTURES, `${name}.${ending}`);

/** Waits until fonts are there and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    while (document.getAnimations().some((animation) => animation.playState === 'running')) await frame();
  });
}

/** Takes a picture of the window, named by the screen, the theme it is shown in, and its width. */
export async function picture(page: Page, screen: string): Promise<void> {
  await settled(page);
  const theme: Theme = await page.evaluate(() => {
    const chosen = document.documentElement.dataset.theme;
    const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    return dark ? 'dark' : 'light';
  });
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: pictureOf(`${screen}-${theme}-${width}`) });
}
