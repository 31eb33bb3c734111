/**
 * Damaged databases in the place of the live one, through the command line: every image of SQLite's
 * own fuzzing, as it is and once more with Colloquy's marks in its header, so that more than the
 * first look is tried.
 */
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzip } from './harness/archive';
import { call, colloquy } from './harness/cli';
import { corpus } from './harness/paths';
import { dataIn, expect, test } from './harness/test';

interface Status {
  problem: { error: { code: string; message: string }; backups: { name: string; good: boolean }[] } | null;
  recovered: { kept_as: string | null; restored: string | null } | null;
  current_course: string | null;
}

const COURSE = 'thriving-as-a-pmo-director';

/** `application_id` and `user_version` of a file by this version, where SQLite's header has them. */
function markedAsOurs(image: Buffer): Buffer {
  const marked = Buffer.from(image);
  marked.writeInt32BE(1, 60);
  marked.writeInt32BE(0x434c5159, 68);
  return marked;
}

const archive = corpus('sqlite/corrupt-dbs.zip');

/** The images by name, and what SQLite itself finds in each. */
function images(): { name: string; image: Buffer; whole: boolean }[] {
  const files = unzip(archive ?? '');
  const index = JSON.parse(files.get('index.json')?.toString() ?? '{}') as Record<string, { integrity_check: string }>;
  return [...files]
    .filter(([name]) => name.endsWith('.db'))
    .map(([name, image]) => ({ name, image, whole: index[name]?.integrity_check === 'ok' }));
}

/** Backups of a reader's database, to recover from. */
async function backups(folder: string): Promise<string> {
  const data = dataIn(folder);
  await call(data, 'course_start');
  await call(data, 'backup_create');
  return join(data, 'backups');
}

/** Puts an image in the place of the database and goes through the recovery; gives what was wrong. */
async function recover(here: string, backups: string, image: Buffer): Promise<string[]> {
  const database = join(here, 'colloquy.db');
  const found: string[] = [];
  const check = (holds: boolean, fault: string) => void (holds || found.push(fault));
  await cp(backups, join(here, 'backups'), { recursive: true });
  await writeFile(database, image);

  const before = await call<Status>(here, 'app_status');
  check(image.equals(await readFile(database)), 'was changed by looking at it');
  if (before.problem === null) return [...found, 'was opened as if nothing were wrong'];
  const { code, message } = before.problem.error;
  if (code !== 'database_corrupt') return [...found, `has the code ${code}, so no backup is offered: ${message}`];
  const backup = before.problem.backups[0]?.name ?? '';

  const after = await call<Status>(here, 'app_recover', { action: 'restore', backup });
  check(after.problem === null && after.current_course === COURSE, 'was not recovered from');
  check(after.recovered?.restored === backup, 'does not say what was restored');
  const kept = after.recovered?.kept_as;
  check(!!kept && image.equals(await readFile(kept)), 'was not kept byte for byte');
  return found;
}

test.skipIf(archive === null)('every image is explained, kept byte for byte, and replaced by the backup', async ({ folder }) => {
  const all = images();
  expect(all.length).toBeGreaterThan(30);
  const from = await backups(folder);
  const faults: string[] = [];
  for (const { name, image } of all) faults.push(...(await recover(join(folder, name), from, image)).map((fault) => `${name}: ${fault}`));
  expect(faults).toEqual([]);
});

test.skipIf(archive === null)('so are damaged ones that bear Colloquy’s marks', async ({ folder }) => {
  const from = await backups(folder);
  const faults: string[] = [];
  for (const { name, image } of images().filter(({ whole }) => !whole)) {
    faults.push(...(await recover(join(folder, name), from, markedAsOurs(image))).map((fault) => `${name}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

test.skipIf(archive === null)('and whole ones that bear the marks but hold other tables', async ({ folder }) => {
  const from = await backups(folder);
  const faults: string[] = [];
  for (const { name, image } of images().filter(({ whole }) => whole)) {
    faults.push(...(await recover(join(folder, name), from, markedAsOurs(image))).map((fault) => `${name}: ${fault}`));
  }
  expect(faults).toEqual([]);
});

test('a newer database is refused by every way in, and not touched', async ({ folder }) => {
  const data = dataIn(folder);
  await call(data, 'course_start');
  await call(data, 'backup_create');
  const database = join(data, 'colloquy.db');
  const newer = await readFile(database);
  newer.writeInt32BE(999, 60);
  await writeFile(database, newer);

  const { problem } = await call<Status>(data, 'app_status');
  expect(problem?.error.code).toBe('database_newer');
  await expect(call(data, 'app_recover', { action: 'fresh' })).rejects.toThrow('database_newer');
  await expect(call(data, 'course_start')).rejects.toThrow('database_newer');
  await expect(colloquy('--data', data, 'course', 'list')).rejects.toThrow(/newer/);
  expect(newer.equals(await readFile(database))).toBe(true);
  // Reading a file in WAL mode leaves an empty log beside it.
  const beside = (await readdir(data)).filter((name) => name.endsWith('-wal'));
  expect(await Promise.all(beside.map(async (name) => (await readFile(join(data, name))).length))).toEqual(beside.map(() => 0));
  expect(await readdir(data)).not.toContain('kept-aside');
});
