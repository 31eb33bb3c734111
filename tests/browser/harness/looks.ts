/** Each way the window can look: two themes, two sizes. */
import type { Page } from 'playwright-core';
import { NARROW, WIDE } from './browser';
import type { Theme } from './screens';

const THEMES: Theme[] = ['light', 'dark'];

/** Shows the screen in every look, one after another; leaves it wide and light. */
export async function inEveryLook(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await look(`${theme} ${size.width}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
