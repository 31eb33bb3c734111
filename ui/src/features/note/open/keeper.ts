/** How an open note is kept, and what ends the tries. */
import type { CallError } from '../../../api/error';
import { Saver, type SaverStatus } from '../../../api/saver.svelte';

/** `gone`: the note is no longer there. `refused`: trying the same again would not help. */
type Final = 'too_long' | 'refused' | 'gone';
export type KeeperStatus = SaverStatus<Final>;

const FINAL: Record<string, Final> = { not_found: 'gone', invalid_input: 'refused', too_large: 'too_long' };

// The core says that a note is too long with the size that it may have.
const final = ({ code, context }: CallError): Final | null => ('most' in context ? 'too_long' : (FINAL[code] ?? null));

export const isTrouble = (status: KeeperStatus) => status !== 'saved' && status !== 'unsaved';

export class Keeper extends Saver<Final> {
  constructor(pending: () => boolean, send: () => Promise<void>) {
    super({ pending, send, final });
  }

  /** A note that is gone is not asked for again. */
  override touch(): void {
    if (this.status !== 'gone') super.touch();
  }
}
