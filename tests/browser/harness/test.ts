/** `test` with a browser for the file, a data folder for the test, and windows that are watched. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { test as base, expect } from 'vitest';
import { launch, Watched } from './browser';
import { pictureOf } from './screens';
import { Served } from './serve';

export { expect } from 'vitest';

interface Fixtures {
  browser: Browser;
  /** The profiles of the test. Judged last of all, so that everything else is ended by then. */
  watched: Watched[];
  /** An empty folder that goes after the test. */
  folder: string;
  /** Starts `colloquy serve` on the folder's data; ended after the test. */
  serve: (port?: number) => Promise<Served>;
  /** Opens a profile; after the test nothing must have gone wrong in it. */
  profile: (options?: BrowserContextOptions) => Promise<Watched>;
  /** A window on a new, empty data folder. */
  page: Page;
}

/** The data folder in a test's folder. */
export const dataIn = (folder: string) => join(folder, 'data');

/** How the windows of a failed test look. */
async function evidence(test: string, all: Watched[]): Promise<void> {
  const name = test.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 60);
  const pages = all.flatMap((watched) => watched.context.pages());
  for (const [index, page] of pages.entries()) {
    const path = pictureOf(`failed/${name}-${index + 1}`);
    await page.screenshot({ path }).then(() => console.log(`${page.url()} looked like ${path}`), () => undefined);
  }
}

export const test = base.extend<Fixtures>({
  browser: [
    // vitest reads the names in the braces, even when there are none.
    async ({}, use) => {
      const browser = await launch();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],

  // What is named in the braces is there before, and ended after.
  watched: async ({}, use) => {
    const watched: Watched[] = [];
    await use(watched);
    expect(watched.flatMap((each) => each.trouble), 'what went wrong in the browser').toEqual([]);
  },

  folder: async ({ watched }, use) => {
    void watched;
    const folder = await mkdtemp(join(tmpdir(), 'colloquy-browser-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  serve: async ({ folder }, use) => {
    const all: Served[] = [];
    await use(async (port) => {
      const served = await Served.start(dataIn(folder), port);
      all.push(served);
      return served;
    });
    await Promise.all(all.map((served) => served.stop()));
  },

  profile: async ({ browser, watched, serve, task }, use) => {
    void serve;
    await use(async (options) => {
      const opened = await Watched.open(browser, options);
      watched.push(opened);
      return opened;
    });
    if (task.result?.state === 'fail') await evidence(task.name, watched);
    // One that is closed already is closed.
    await Promise.allSettled(watched.map((each) => each.context.close()));
  },

  page: async ({ serve, profile }, use) => {
    const served = await serve();
    await use(await (await profile()).page(served.address));
  },
});
