/** The print sheet: lesson 1.1 on paper, with what was written. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { block, LESSON, openLesson, startBuiltIn, textOf, TITLE, writing } from './harness/app';
import { onPath } from './harness/paths';
import { pictureOf, settled } from './harness/screens';
import { expect, test } from './harness/test';

const run = promisify(execFile);
const WRITTEN = 'The rota, and the wording of the template.';

test('lesson 1.1 prints on some pages, with selectable text and nothing of the window', async ({ page }) => {
  await startBuiltIn(page);
  await openLesson(page, LESSON);
  const reflection = writing(page, 'owns-reflect');
  await reflection.text.fill(WRITTEN);
  await expect.poll(() => textOf(reflection.status)).toBe('Saved on this device');
  await settled(page);

  const file = pictureOf('print-lesson-1-1', 'pdf');
  await page.pdf({ path: file, preferCSSPageSize: true });
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation', { name: 'Sections' }).isVisible()).toBe(false);
  expect(await page.getByRole('region', { name: 'About this lesson' }).isVisible()).toBe(false);
  expect(await smallest(page)).toBeGreaterThanOrEqual(12);
  await page.emulateMedia({ media: 'screen' });

  if (!onPath('pdftotext')) return console.log('skipped, because pdftotext is not installed: the text of the printed lesson');
  const { stdout } = await run('pdftotext', [file, '-'], { maxBuffer: 16 << 20 });
  const text = stdout.replace(/\s+/g, ' ');
  const pages = stdout.split('\f').length - 1;
  console.log(`lesson 1.1 prints on ${pages} pages`);
  expect(pages).toBeGreaterThanOrEqual(3);
  expect(pages).toBeLessThan(15);
  expect(text).toContain(TITLE);
  expect(text).toContain('Here is a fortnight of decisions.');
  expect(text).toContain(WRITTEN);
  expect(text).toContain('Printed from Colloquy');
  expect(text).toContain('General Theory of Bureaucracy');
  // All of it: the last paragraph before the reflection.
  const last = await textOf(block(page, 'k1qmwh'));
  expect(text).toContain(last.slice(-60));
  for (const control of ['Saved on this device', 'How sure are you', 'Mark as read', 'Course map']) expect(text).not.toContain(control);
});

/** The smallest type on the sheet, in px: 9 pt are 12. */
function smallest(page: import('playwright-core').Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let least = Infinity;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.textContent?.trim() || !parent?.checkVisibility()) continue;
      if (parent.closest('sup, sub') || parent.getBoundingClientRect().width < 2) continue;
      least = Math.min(least, parseFloat(getComputedStyle(parent).fontSize));
    }
    return Math.round(least * 100) / 100;
  });
}
