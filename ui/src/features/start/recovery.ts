/** What the recovery screen says and offers, by the code of the problem. */
import { m } from '#messages';
import type { AppStatus, BackupView, StartProblem } from '../../api/bindings';

export interface RecoveryText {
  /** What happened. */
  title: string;
  /** What is safe. */
  safe: string;
  /** The next step. */
  next: string;
  /** Backups and an empty start are offered: only a damaged file is replaced. */
  replaces: boolean;
}

export function recoveryText(problem: StartProblem, version: string): RecoveryText {
  const { code } = problem.error;
  if (code === 'database_corrupt') {
    const next = problem.backups.length > 0 ? m.start_corrupt_next() : m.start_corrupt_no_backup();
    return { title: m.start_corrupt_title(), safe: m.start_corrupt_safe(), next, replaces: true };
  }
  const texts: Partial<Record<typeof code, [string, string, string]>> = {
    database_newer: [m.start_newer_title(), m.start_newer_safe(), m.start_newer_next({ version })],
    database_locked: [m.start_locked_title(), m.start_locked_safe(), m.start_locked_next()],
    cannot_write: [m.start_write_title(), m.start_write_safe(), m.start_write_next()],
  };
  const [title, safe, next] = texts[code] ?? [m.start_other_title(), m.start_other_safe(), m.start_other_next()];
  return { title, safe, next, replaces: false };
}

/** The newest good backup apart, and the others. */
export function offered(backups: readonly BackupView[]): { newest: BackupView | null; others: BackupView[] } {
  const good = backups.filter((backup) => backup.good).sort((a, b) => b.made_at.localeCompare(a.made_at));
  return { newest: good[0] ?? null, others: good.slice(1) };
}

/** For IT: versions, places and the reason; nothing the reader wrote. */
export function recoveryDetails(status: AppStatus, problem: StartProblem): string {
  const { code, message, context } = problem.error;
  return [
    `Colloquy ${status.version}`,
    `${code}: ${message}`,
    ...Object.entries(context).map(([key, value]) => `${key}: ${value}`),
    `database: ${status.database}`,
    `backups: ${problem.backups.length}`,
  ].join('\n');
}
