import { expect, test } from 'vitest';
import type { BackupView, Code, StartProblem } from '../../api/bindings';
import { offered, recoveryText } from './recovery';

const backup = (made_at: string, good = true): BackupView => ({ name: made_at, made_at, bytes: 1, good, automatic: true });
const problem = (code: Code, backups: BackupView[] = []): StartProblem => ({
  error: { code, message: 'm', context: {} },
  backups,
});

test('the newest good backup is offered first, bad ones never', () => {
  const { newest, others } = offered([
    backup('2026-10-12T08:00:00Z'),
    backup('2026-10-14T08:00:00Z', false),
    backup('2026-10-13T08:00:00Z'),
  ]);
  expect(newest?.name).toBe('2026-10-13T08:00:00Z');
  expect(others.map((each) => each.name)).toEqual(['2026-10-12T08:00:00Z']);
  expect(offered([])).toEqual({ newest: null, others: [] });
});

test('only a damaged file is replaced', () => {
  for (const code of ['database_newer', 'database_locked', 'cannot_write', 'internal'] as const) {
    expect(recoveryText(problem(code), '0.1.0').replaces).toBe(false);
  }
  expect(recoveryText(problem('database_corrupt'), '0.1.0').replaces).toBe(true);
});

test('each problem says what happened, what is safe and what comes next', () => {
  const texts = (['database_corrupt', 'database_newer', 'database_locked', 'cannot_write', 'internal'] as const).map(
    (code) => recoveryText(problem(code), '0.1.0'),
  );
  expect(new Set(texts.map((text) => text.title)).size).toBe(5);
  for (const { safe, next } of texts) expect(`${safe} ${next}`).toMatch(/^[A-Z].*\.$/);
  expect(recoveryText(problem('database_newer'), '0.1.0').next).toContain('0.1.0');
  expect(recoveryText(problem('database_corrupt'), '').next).not.toBe(
    recoveryText(problem('database_corrupt', [backup('2026-10-12T08:00:00Z')]), '').next,
  );
});
