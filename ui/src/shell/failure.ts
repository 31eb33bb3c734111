/** What a refused command means to the reader: what happened, and what is safe. By code, never by text. */
import { m } from '#messages';
import type { CallError } from '../api/error';

export interface FailureText {
  /** What happened. */
  title: string;
  /** What is safe, and the next step. */
  safe: string;
}

const TEXTS: Record<string, () => FailureText> = {
  bad_package: () => ({ title: m.state_bad_package(), safe: m.state_nothing_changed() }),
  cannot_write: () => ({ title: m.state_cannot_write(), safe: m.state_cannot_write_safe() }),
  database_corrupt: () => ({ title: m.state_corrupt(), safe: m.state_corrupt_safe() }),
  database_locked: () => ({ title: m.state_locked(), safe: m.state_locked_safe() }),
  database_newer: () => ({ title: m.state_newer(), safe: m.state_newer_safe() }),
  forbidden: () => ({ title: m.state_no_key(), safe: m.state_no_key_safe() }),
  invalid_input: () => ({ title: m.state_invalid(), safe: m.state_nothing_changed() }),
  not_found: () => ({ title: m.state_not_found(), safe: m.state_not_found_safe() }),
  too_large: () => ({ title: m.state_too_large(), safe: m.state_nothing_changed() }),
  unauthorised: () => ({ title: m.state_no_key(), safe: m.state_no_key_safe() }),
  unreachable: () => ({ title: m.state_unreachable(), safe: m.state_unreachable_safe() }),
  unsupported: () => ({ title: m.state_unsupported(), safe: m.state_nothing_changed() }),
};

export function failureText(error: Pick<CallError, 'code'>): FailureText {
  return TEXTS[error.code]?.() ?? { title: m.state_internal(), safe: m.state_internal_safe() };
}
