/** A deed that was refused: said in place, above the note, until it is closed. */
import type { CallError } from '../../../api/error';

class Failed {
  error = $state.raw<CallError | null>(null);
}

export const failed = new Failed();

export function announceFailure(error: CallError): void {
  failed.error = error;
}
