/** The line under a note: first what is safe. */
import { m } from '#messages';
import type { KeeperStatus } from './keeper';

/** Short, beside the words; trouble says more. */
export function statusLine(status: KeeperStatus, reason: string | null = null): string {
  switch (status) {
    case 'saved':
      return m.notes_saved();
    case 'unsaved':
      return m.notes_saving();
    case 'failed':
      return m.notes_not_saved();
    case 'too_long':
      return m.notes_too_long();
    case 'refused':
      return reason ? m.notes_refused_reason({ reason }) : m.notes_refused();
    case 'gone':
      return m.notes_gone();
  }
}
