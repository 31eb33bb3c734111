/** Each way the window can look: two themes, two sizes. */
import type { Page } from 'playwright-core';
import { violations } from './axe';
import { NARROW, WIDE } from './browser';
import { stillness } from './reading';
import { picture, type Theme } from './screens';

const THEMES: Theme[] = ['light', 'dark'];

/** Looks at a screen in every look with axe and takes a picture of each; gives what is wrong. */
export async function inspect(page: Page, screen: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await stillness(page);
      found.push(...(await violations(page)).map((line) => `${screen}, ${theme} ${size.width}: ${line}`));
      await picture(page, screen);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}
