/** Where things lie: the program under test, the browser, the pictures, and other people's material. */
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The root of the repository. */
export const REPO = resolve(import.meta.dirname, '../../..');

/** The program under test. */
export const COLLOQUY = process.env.COLLOQUY_BIN || join(REPO, 'target/debug/colloquy');

const SCREENS = process.env.COLLOQUY_SCREENS || join(REPO, 'target/screens');

/** The folder of pictures that these tests take. */
export const PICTURES = join(SCREENS, 'browser');

/** Courses that stand beside these tests as files. */
export const COURSES = join(import.meta.dirname, '../courses');

const PROGRAMS = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];

/** The browser that was named, or the first one there is. */
export function chromiumPath(): string {
  const path = process.env.COLLOQUY_CHROMIUM || PROGRAMS.map(onPath).find((found) => found !== null);
  if (!path) throw new Error('There is no Chromium here: install one, or name it in COLLOQUY_CHROMIUM.');
  return path;
}

/** The full path of a program, or null when it is not installed. */
export function onPath(program: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/**
 * A file of the third-party material that developers have beside the repository; null, and a
 * printed line, where it is missing.
 */
export function corpus(path: string): string | null {
  const file = resolve(REPO, '../shared/corpora', path);
  if (existsSync(file)) return file;
  console.log(`skipped, because it is not there: ${file}`);
  return null;
}
