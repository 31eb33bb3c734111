/** Pre-assessment, fast-track and post-test, with the keys that a reader has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { COURSE, seeTitle } from './app';
import { call } from './cli';
import { REPO } from './paths';

const SOURCE = join(REPO, 'courses/thriving-as-a-pmo-director');

export interface Question {
  id: string;
  module: string;
  /** In the order in which they are shown. */
  options: { id: string }[];
}

/** What to answer: the option that is right, one that is wrong, or that one does not know. */
export type Answer = 'right' | 'wrong' | 'unknown';

/** The right option of each question, as its author wrote it. */
export function answerKeys(): Map<string, string> {
  const keys = new Map<string, string>();
  for (const folder of readdirSync(SOURCE, { withFileTypes: true }).filter((each) => each.isDirectory())) {
    const items = readFileSync(join(SOURCE, folder.name, 'items.toml'), 'utf8').split(/^\[\[items\]\]$/m).slice(1);
    for (const item of items) {
      const [head = '', ...options] = item.split(/^\[\[items\.options\]\]$/m);
      const right = options.find((option) => /^correct = true$/m.test(option)) ?? '';
      keys.set(idOf(head), idOf(right));
    }
  }
  return keys;
}

const idOf = (text: string) => /^id = "(.*)"$/m.exec(text)?.[1] ?? '';

/** The questions that a sitting opens with, in their order. */
export async function opening(page: Page, deed: () => Promise<unknown>): Promise<Question[]> {
  const opened = page.waitForResponse((response) => response.url().endsWith('/call/sitting_open'));
  await deed();
  const { value } = (await (await opened).json()) as { value: { items: Question[] } };
  return value.items;
}

/** Leaves both questions before a module out. */
export async function leaveOut(page: Page): Promise<void> {
  await page.getByRole('group', { name: 'How relevant is it for your work?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'How relevant is it for your work?' }).waitFor({ state: 'detached' });
}

/** Answers the nth question by keys alone, certain of it; a confident wrong answer is explained at once. */
export async function answer(
  page: Page,
  questions: Question[],
  index: number,
  how: Answer,
  keys: Map<string, string>,
  explained: () => Promise<void> = async () => undefined,
): Promise<void> {
  await seeTitle(page, `Question ${index + 1} of ${questions.length}`);
  const question = questions[index];
  if (!question) throw new Error(`There is no question ${index + 1}.`);
  await page.keyboard.press(String(chosen(question, how, keys) + 1));
  if (how !== 'unknown') await page.keyboard.press('4');
  await page.keyboard.press('Enter');
  if (how !== 'wrong') return;
  await page.getByText('You were certain, and wrong').waitFor();
  await explained();
  await page.keyboard.press('Enter');
}

/** The place of the option to choose; the one after the last is that one does not know. */
function chosen({ id, options }: Question, how: Answer, keys: Map<string, string>): number {
  const right = options.findIndex((option) => option.id === keys.get(id));
  if (right < 0) throw new Error(`No right option of ${id} is shown.`);
  return how === 'right' ? right : how === 'wrong' ? (right + 1) % options.length : options.length;
}

/** A whole sitting by the core, certain of every answer. */
export async function sit(data: string, kind: 'pre' | 'fast' | 'post', module: string | null, how: (question: Question) => Answer): Promise<void> {
  const keys = answerKeys();
  const { sitting, items } = await call<{ sitting: string; items: Question[] }>(data, 'sitting_open', { course: COURSE, kind, module, again: false });
  for (const item of items) {
    const answer = how(item);
    // What is not answered counts as not known.
    if (answer === 'unknown') continue;
    const option = item.options[chosen(item, answer, keys)]?.id ?? null;
    await call(data, 'item_answer', { sitting, item: item.id, option, confidence: 4, seconds: 5 });
  }
  await call(data, 'sitting_finish', { sitting });
}
