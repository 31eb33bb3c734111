/** Reading a lesson, and what the app says to its core about it. */
import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';

interface Report {
  position: { block: string; fraction: number } | null;
  seen: string[];
}

/** What the window and its core tell each other about the open lesson, from the moment of creation on. */
export class Progress {
  /** Blocks that the core holds for read. */
  seen = new Set<string>();
  /** The last place that was acknowledged. */
  kept: Report['position'] = null;

  constructor(page: Page) {
    page.on('requestfinished', (request) => void this.#note(request));
  }

  async #note(request: Request): Promise<void> {
    const command = new URL(request.url()).pathname.replace('/call/', '');
    if (command !== 'lesson_open' && command !== 'lesson_progress') return;
    const response = await request.response();
    if (!response?.ok()) return;
    if (command === 'lesson_open') {
      const { value } = (await response.json()) as { value: Report };
      this.seen = new Set(value.seen);
    } else {
      const report = request.postDataJSON() as Report;
      for (const id of report.seen) this.seen.add(id);
      this.kept = report.position ?? this.kept;
    }
  }
}

export interface Spot {
  block: string;
  /** How far the top of the block is from the top of the text area, px. */
  offset: number;
}

/** The first block whose end is below the top of the window, and where it stands. */
export function topBlock(page: Page): Promise<Spot> {
  return page.evaluate(() => {
    const main = document.querySelector('main');
    const top = main?.getBoundingClientRect().top ?? 0;
    // The app holds the place a line below the edge.
    const line = top + 28;
    const blocks = [...document.querySelectorAll<HTMLElement>('article [data-place]')];
    const here = blocks.findLast((each) => each.getBoundingClientRect().top <= line + 1) ?? blocks[0];
    return { block: here?.dataset.place ?? '', offset: (here?.getBoundingClientRect().top ?? 0) - top };
  });
}

/** The blocks whose ends are inside the window now. */
function endingInside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const area = document.querySelector('main')?.getBoundingClientRect();
    if (!area) return [];
    return [...document.querySelectorAll<HTMLElement>('article [data-place]')]
      .filter((each) => {
        const { bottom } = each.getBoundingClientRect();
        return bottom > area.top && bottom <= area.bottom;
      })
      .map((each) => each.dataset.place ?? '');
  });
}

/** To the last line with End. */
export async function toEnd(page: Page): Promise<void> {
  await page.locator('main').focus();
  await page.keyboard.press('End');
  await expect.poll(() => atEnd(page)).toBe(true);
  await stillness(page);
}

const atEnd = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector('main');
    return main ? main.scrollTop + main.clientHeight >= main.scrollHeight - 2 : false;
  });

/** How far the text is scrolled, px. */
export const scrollTop = (page: Page) => page.evaluate(() => document.querySelector('main')?.scrollTop ?? 0);

/** Back to the first line with Home. */
export async function toTop(page: Page): Promise<void> {
  await page.locator('main').focus();
  await page.keyboard.press('Home');
  await expect.poll(() => scrollTop(page)).toBe(0);
}

/** Reads from here to the end with Page Down, resting on each page until it counts as read. */
export async function readToEnd(page: Page, progress: Progress): Promise<number> {
  let pages = 1;
  for (;;) {
    const inside = await endingInside(page);
    await expect.poll(() => inside.filter((id) => !progress.seen.has(id)), { message: 'read' }).toEqual([]);
    if (await atEnd(page)) return pages;
    const before = await scrollTop(page);
    await page.keyboard.press('PageDown');
    await expect.poll(() => scrollTop(page), { message: 'scrolled' }).toBeGreaterThan(before);
    await stillness(page);
    pages++;
  }
}

/** Waits until the text has stopped scrolling. */
export async function stillness(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const main = document.querySelector('main');
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    let [before, same] = [-1, 0];
    while (same < 5) {
      await frame();
      const now = main?.scrollTop ?? 0;
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });
}
