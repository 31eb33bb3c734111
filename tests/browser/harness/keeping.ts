/** Notes, tools and the palette, in the words that are on the screen. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { goTo, textOf } from './app';
import { call } from './cli';

/** The fields and the foot of the open note. */
export const noteTitle = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });
export const noteText = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' });
export const noteFoot = (page: Page) => page.locator('main footer').filter({ hasText: /word/ });

/** A row of the list of notes. */
export const noteRow = (page: Page, title: string | RegExp) =>
  page.getByRole('region', { name: 'List of notes' }).getByRole('listitem').filter({ hasText: title });

/** Waits until everything in the open note is kept. */
export async function noteKept(page: Page): Promise<void> {
  await expect.poll(() => textOf(noteFoot(page))).toMatch(/^Only you, on this device ?Saved/);
}

/** Chooses from the menu behind the three dots. */
export async function noteMore(page: Page, item: string): Promise<void> {
  await page.getByRole('group', { name: 'This note' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** A note made by the core; gives its id. */
export async function makeNote(data: string, number: number, title: string, markdown: string, more: object = {}): Promise<string> {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  await call(data, 'note_create', { id, title, markdown, tags: [], place: null, ...more });
  return id;
}

/** Opens a note and waits for its text. */
export async function openNote(page: Page, id: string): Promise<void> {
  await goTo(page, `#/notes/${id}`);
  await noteText(page).waitFor();
}

/** Takes back what was just done. */
export const undo = (page: Page) => page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).last();

/** A dialog on the screen. */
export const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

/** The search palette and what is typed there. */
export const palette = (page: Page) => dialog(page, 'Search');
export const searchField = (page: Page) => page.getByRole('combobox', { name: 'Search' });
export const hits = (page: Page) => palette(page).getByRole('option');

/** Opens the palette with its key. */
export async function search(page: Page, text = ''): Promise<void> {
  await page.keyboard.press('Control+k');
  await searchField(page).waitFor();
  if (text) await searchField(page).fill(text);
}

/** Pastes, as from another program. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+v');
}

/** What a deed hands to the browser's downloads. */
export async function download(page: Page, deed: () => Promise<unknown>): Promise<{ name: string; path: string; bytes: Buffer }> {
  const arrives = page.waitForEvent('download');
  await deed();
  const file = await arrives;
  const path = await file.path();
  return { name: file.suggestedFilename(), path, bytes: await readFile(path) };
}

/** Chooses a file where a deed asks for one. */
export async function choose(page: Page, deed: () => Promise<unknown>, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await deed();
  await (await chooser).setFiles(file);
}

/** Twenty-five projects as a spreadsheet copies them; the first is poor and dear. */
export const PROJECTS = [
  'Project\tCost\tScore',
  'Head office move\t6.0\t20',
  ...Array.from({ length: 24 }, (_, n) => `Project ${n + 1}\t${(1 + ((n * 7) % 11) * 0.4).toFixed(1)}\t${30 + ((n * 13) % 61)}`),
].join('\n');

/** The sentence at the top of a tool. */
export const finding = (page: Page): Locator => page.locator('header p').last();

/** The rows of the projects that are in. */
export const inPortfolio = (page: Page) =>
  page.getByRole('grid', { name: 'Projects' }).locator('tbody').filter({ hasText: 'In the portfolio' }).locator('th.name');

/** A deed of a project's row; it is there when the pointer is over the row. */
export async function rowDeed(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name });
  await page.getByRole('row').filter({ has: button }).hover();
  await button.click();
}

/** The tool as the core has it. */
export interface Tool {
  fields: Record<string, unknown>;
  result: { now: { budget: number; lost: number | null } | null; band?: string | null };
  kept: { id: string; label: string; summary: { finding: string } }[];
}
export const toolKept = (data: string, tool: string) => call<Tool>(data, 'tool_open', { tool });

/** Puts rows into the frontier as the core reads them. */
export async function fillFrontier(data: string, forced: string[] = []): Promise<void> {
  const { set } = await call<{ set: Record<string, Record<string, unknown>> }>(data, 'rows_parse', { tool: 't4', text: PROJECTS });
  for (const fields of Object.values(set)) if (forced.includes(String(fields.name))) fields.forced = true;
  await call(data, 'tool_save', { tool: 't4', set: { ...set, budget: 20, unit: '€m', step: 0.5 } });
}

/** Answers every statement of the survive–thrive check. */
export async function answerAll(data: string, answer = (index: number) => index % 5): Promise<void> {
  const names = ['mandate', 'evidence', 'capacity', 'influence', 'foresight'];
  const ids = names.flatMap((name) => [1, 2, 3, 4].map((each) => `answer:${name}-${each}`));
  await call(data, 'tool_save', { tool: 't1', set: Object.fromEntries(ids.map((id, index) => [id, answer(index)])) });
}
