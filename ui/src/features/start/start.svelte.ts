/** Whether the data can be used: asked first, and again when any command reports damage. */
import type { AppRecover, AppStatus, Recovered } from '../../api/bindings';
import { host } from '../../api/client';
import { CallError } from '../../api/error';
import { failures } from '../../api/failures';

const SEEN_KEY = 'colloquy.recovered-seen';

class Start {
  /** The last good answer; null before the first. */
  status = $state.raw<AppStatus | null>(null);
  /** Why there is no answer. */
  failure = $state.raw<CallError | null>(null);
  #dismissed = $state(sessionStorage.getItem(SEEN_KEY) ?? '');

  /** Shown once after a recovery, until it is closed. */
  get recovered(): Recovered | null {
    const recovered = this.status?.recovered ?? null;
    return recovered && keyOf(recovered) !== this.#dismissed ? recovered : null;
  }

  dismissRecovered(): void {
    if (!this.status?.recovered) return;
    this.#dismissed = keyOf(this.status.recovered);
    // The host repeats it as long as it runs, also after a reload.
    sessionStorage.setItem(SEEN_KEY, this.#dismissed);
  }

  async load(): Promise<void> {
    try {
      this.accept(await host().call('app_status', {}));
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (error.code === 'database_corrupt') return this.#loadAgain();
      this.failure = error;
    }
  }

  /** Damage that the question itself came upon: the next answer names it and brings the backups. */
  async #loadAgain(): Promise<void> {
    try {
      this.accept(await host().call('app_status', {}));
    } catch (thrown) {
      this.failure = CallError.from(thrown);
    }
  }

  /** Rejects when it could not be done; the problem then stands as before. */
  async recover(how: AppRecover): Promise<void> {
    this.accept(await host().call('app_recover', how));
  }

  accept(status: AppStatus): void {
    this.status = status;
    this.failure = null;
  }

  /** From now on damage that any command reports leads here. Returns the way to stop. */
  watch(): () => void {
    return failures.listen((error, command) => {
      if (error.code === 'database_corrupt' && command !== 'app_status' && command !== 'app_recover') void this.load();
    });
  }
}

const keyOf = ({ kept_as, restored }: Recovered) => `${kept_as ?? ''}|${restored ?? ''}`;

export const start = new Start();
