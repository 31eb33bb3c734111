import { beforeEach, expect, test, vi } from 'vitest';
import type { AppStatus } from '../../api/bindings';
import { useHost } from '../../api/client';
import { CallError } from '../../api/error';
import { failures } from '../../api/failures';
import type { Host } from '../../api/port';
import { start } from './start.svelte';

const ready: AppStatus = {
  version: '0.1.0',
  data_folder: '/data',
  database: '/data/colloquy.db',
  problem: null,
  recovered: null,
  first_run: false,
  current_course: 'pmo',
  last_place: null,
  database_bytes: 1,
};
const damage = new CallError('database_corrupt', 'The database is damaged.');
const broken: AppStatus = {
  ...ready,
  problem: { error: { code: 'database_corrupt', message: damage.message, context: {} }, backups: [] },
};

function host(...answers: (AppStatus | CallError)[]) {
  const call = vi.fn((name: string) => {
    if (name === 'today_read') return Promise.reject(damage);
    const answer = answers.shift() ?? ready;
    return answer instanceof CallError ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const watched = failures.watch({ call } as unknown as Host);
  useHost(watched);
  return { call, watched };
}

beforeEach(() => {
  start.status = null;
  start.failure = null;
});

test('the status is kept; no answer is a failure', async () => {
  host(ready);
  await start.load();
  expect(start.status).toEqual(ready);
  host(new CallError('unreachable', 'No server.'));
  await start.load();
  expect(start.failure?.code).toBe('unreachable');
});

test('damage found by the question itself is asked about once more', async () => {
  const { call } = host(damage, broken);
  await start.load();
  expect(start.status?.problem?.error.code).toBe('database_corrupt');
  expect(call).toHaveBeenCalledTimes(2);
});

test('damage that any command meets leads back to the start', async () => {
  const { watched } = host(broken);
  const stop = start.watch();
  await watched.call('today_read', {}).catch(() => undefined);
  await vi.waitFor(() => expect(start.status?.problem).not.toBeNull());
  stop();
});

test('what a recovery did is told once', async () => {
  host({ ...ready, recovered: { kept_as: '/data/kept.db', restored: 'b1' } });
  await start.load();
  expect(start.recovered?.kept_as).toBe('/data/kept.db');
  start.dismissRecovered();
  expect(start.recovered).toBeNull();
  start.accept({ ...ready, recovered: { kept_as: '/data/kept-2.db', restored: null } });
  expect(start.recovered?.kept_as).toBe('/data/kept-2.db');
});
