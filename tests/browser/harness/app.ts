/** What a person does in Colloquy, in the words that are on the screen. */
import type { Locator, Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE } from './browser';

/** The built-in course and its first lessons. */
export const COURSE = 'thriving-as-a-pmo-director';
export const LESSON = 'm1-what-a-director-owns';
export const TITLE = 'What a director owns';
export const NEXT_TITLE = 'Evidence and myths';

/** The sheet on Today with the lesson to go on with. */
export const sheet = (page: Page) => page.getByRole('region', { name: 'The lesson to go on with' });

/** The title of the screen: on Today, the sentence of the day. */
export const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** A block of the open lesson. */
export const block = (page: Page, id: string) => page.locator(`[data-place="${id}"]`);

/** The main tabs. */
export const tab = (page: Page, name: 'Today' | 'Course' | 'Settings') =>
  page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name });

/** What the pre-assessment says before it begins. */
export const OFFER = 'See what you already know, and read only the rest.';

/** From the first run to Today, past the offer of the pre-assessment. */
export async function startBuiltIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Start the built-in course/ }).click();
  // A course is read as a whole at its first start.
  await page.getByRole('heading', { name: OFFER }).waitFor({ timeout: 2 * PATIENCE });
  await goTo(page, '#/today');
  await sheet(page).waitFor();
}

/** Goes to an address inside the app, as following a link does. */
export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => (window.location.hash = hash), address);
}

/** The address of a lesson, or of a block in it. */
export const addressOf = (lesson: string, course = COURSE, at = '') => `#/lesson/${course}/${lesson}${at && `/${at}`}`;

/** Opens a lesson and waits for its text. */
export async function openLesson(page: Page, lesson: string, course = COURSE, at = ''): Promise<void> {
  const open = new URL(page.url()).hash.startsWith(addressOf(lesson, course));
  const opened = open ? null : page.waitForResponse((response) => isOpening(response.request(), lesson));
  await goTo(page, addressOf(lesson, course, at));
  await opened;
  await page.locator('article [data-place]').first().waitFor();
}

const isOpening = (request: Request, lesson: string) =>
  request.url().endsWith('/call/lesson_open') && (request.postDataJSON() as { lesson: string }).lesson === lesson;

/** The text of something that may not be there yet; never waits. */
export const textOf = async (locator: Locator) => (await locator.allTextContents()).join(' ').replace(/\s+/g, ' ').trim();

/** Waits until the title of the screen is this. */
export async function seeTitle(page: Page, title: string | RegExp): Promise<void> {
  await expect.poll(() => textOf(heading(page))).toMatch(title);
}

/** Goes to a screen and waits for its title. */
export async function visit(page: Page, address: string, title: string | RegExp): Promise<void> {
  await goTo(page, address);
  await seeTitle(page, title);
}

/** The reflection or draft of a block: where to write, and the line below. */
export function writing(page: Page, id: string): { text: Locator; status: Locator } {
  const here = block(page, id);
  return { text: here.getByRole('textbox'), status: here.locator('.status').first() };
}

/** Opens a package through the button on the course map (or of the first run), as a person would. */
export async function choosePackage(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /Open a course package/ }).click();
  await (await chooser).setFiles(file);
}

/** Where the focus is, in words for a failing test. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    return active ? `${active.tagName.toLowerCase()} ${active.getAttribute('aria-label') ?? active.textContent?.trim().slice(0, 60)}` : '';
  });
