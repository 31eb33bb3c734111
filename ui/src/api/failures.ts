/** Every refused command, wherever it was called from: the start watches for damaged data. */
import type { CallError } from './error';
import type { CommandName, Host, Input } from './port';

type Listener = (error: CallError, command: CommandName) => void;

export class Failures {
  readonly #listeners = new Set<Listener>();

  listen = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same host, whose failures are told. */
  watch(host: Host): Host {
    return {
      ...host,
      call: async <N extends CommandName>(name: N, input: Input<N>) => {
        try {
          return await host.call(name, input);
        } catch (thrown) {
          for (const listener of [...this.#listeners]) listener(thrown as CallError, name);
          throw thrown;
        }
      },
    };
  }
}

export const failures = new Failures();
