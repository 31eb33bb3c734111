/**
 * Damaged databases in the place of the live one, through the command line: every image of SQLite's
 * own fuzzing, as it is and once more with Colloquy's marks in its header, so that more than the
 * first look is tried.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
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

test.skipIf(archive === null)('every damaged image is explained, kept byte for byte, and replaced by the backup', async ({ folder }) => {
  const files = unzip(archive ?? '');
  const images = [...files].filter(([name]) => name.endsWith('.db'));
  expect(images.length).toBeGreaterThan(30);

  const data = dataIn(folder);
  await call(data, 'course_start');
  await call(data, 'backup_create');

  const faults: string[] = [];
  for (const [name, plain] of images) {
    for (const [kind, image] of [['plain', plain], ['marked', markedAsOurs(plain)]] as const) {
      const found = await recover(join(folder, `${name}-${kind}`), image);
      faults.push(...found.map((fault) => `${name} (${kind}): ${fault}`));
    }
  }
  expect(faults).toEqual([]);

  async function recover(here: string, image: Buffer): Promise<string[]> {
    const database = join(here, 'colloquy.db');
    const found: string[] = [];
    const check = (holds: boolean, fault: string) => void (holds || found.push(fault));
    await mkdir(join(here, 'backups'), { recursive: true });
    for (const backup of await readdir(join(data, 'backups'))) {
      await writeFile(join(here, 'backups', backup), await readFile(join(data, 'backups', backup)));
    }
    await writeFile(database, image);

    const before = await call<Status>(here, 'app_status');
    if (before.problem === null) return ['was opened as if nothing were wrong'];
    const { code, message } = before.problem.error;
    check(image.equals(await readFile(database)), 'was changed by looking at it');
    if (code !== 'database_corrupt') return [...found, `has the code ${code}, so no backup is offered: ${message}`];
    const backup = before.problem.backups[0]?.name ?? '';

    const after = await call<Status>(here, 'app_recover', { action: 'restore', backup });
    check(after.problem === null && after.current_course === COURSE, 'was not recovered from');
    check(after.recovered?.restored === backup, 'does not say what was restored');
    const kept = after.recovered?.kept_as;
    check(!!kept && image.equals(await readFile(kept)), 'was not kept byte for byte');
    return found;
  }
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
