/** Requests as you type: at most one on its way and one waiting; only the reply to the latest counts. */

export interface Replies<A, R> {
  send: (ask: A) => Promise<R>;
  onreply: (reply: R) => void;
  onfail: (thrown: unknown) => void;
}

export class Asker<A, R> {
  readonly #replies: Replies<A, R>;
  #busy = false;
  #waiting: { ask: A } | null = null;
  #turn = 0;

  constructor(replies: Replies<A, R>) {
    this.#replies = replies;
  }

  ask(ask: A): void {
    this.#turn++;
    this.#waiting = { ask };
    if (!this.#busy) void this.#run();
  }

  /** Nothing that is on its way is of interest any more. */
  forget(): void {
    this.#turn++;
    this.#waiting = null;
  }

  async #run(): Promise<void> {
    const { send, onreply, onfail } = this.#replies;
    this.#busy = true;
    for (let next = this.#waiting; next; next = this.#waiting) {
      this.#waiting = null;
      const turn = this.#turn;
      const current = () => turn === this.#turn;
      try {
        const reply = await send(next.ask);
        if (current()) onreply(reply);
      } catch (thrown) {
        if (current()) onfail(thrown);
      }
    }
    this.#busy = false;
  }
}
