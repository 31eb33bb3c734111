/** Courses for tests: from folders, as packages. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { colloquy } from './cli';
import { COURSES } from './paths';

/** Builds one of the courses beside the tests; gives the package. */
export function buildSample(name: string, into: string): Promise<string> {
  return build(join(COURSES, name), join(into, `${name}.colloquy`));
}

export async function build(dir: string, file: string): Promise<string> {
  await colloquy('course', 'build', dir, '-o', file);
  return file;
}

/** Writes the files of a course: path to text. */
export async function writeCourse(dir: string, files: Record<string, string | Buffer>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  return dir;
}

/** `course.toml` of a small course. */
export const courseToml = (id: string, title: string, revision = 1) =>
  `format = 1\nid = "${id}"\ntitle = "${title}"\nrevision = ${revision}\nlanguage = "en"\n` +
  `standfirst = "For tests."\nauthors = ["A. Tester"]\n`;

/** A lesson's front matter and text. */
export const lesson = (id: string, title: string, text: string) =>
  `+++\nid = "${id}"\ntitle = "${title}"\nobjective = "Read it."\nminutes = 3\nstandfirst = "A lesson for tests."\n+++\n\n${text}\n`;
