/** One sitting on screen: which question, what the reader puts together, and what the core took. */
import type { ItemView, ModuleRating, SittingView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { ActiveClock, Activity } from '../../../shared/activity';

/** Chosen in place of an option. */
export const UNKNOWN = '?';
/** Not knowing is never a blind spot, however sure. */
const LEAST = 1;

export class Sitting {
  view: SittingView;
  /** Index of the question that is looked at. */
  at = $state(0);
  /** Option id, `UNKNOWN`, or nothing yet. */
  choice = $state('');
  /** '1' to '4'. */
  confidence = $state('');
  busy = $state(false);
  /** Why the last answer was not taken; what was chosen stays. */
  error = $state.raw<CallError | null>(null);
  /** Modules whose two questions were passed over. */
  #passed = $state.raw<readonly string[]>([]);
  readonly #clock = new ActiveClock();
  /** Minutes a question, by the core's estimate. */
  readonly #pace: number;

  constructor(
    view: SittingView,
    readonly activity = new Activity(),
  ) {
    this.view = $state.raw(view);
    const open = view.items.length - view.answered;
    this.#pace = open > 0 ? view.minutes_left / open : 0;
    this.at = Math.max(0, this.frontier);
    this.#clock.start(activity.now());
  }

  /** Index of the first question that is not answered; -1 when all are. */
  get frontier(): number {
    return this.view.items.findIndex((item) => item.answer === null);
  }

  get item(): ItemView | undefined {
    return this.view.items[this.at];
  }

  get complete(): boolean {
    return this.frontier === -1;
  }

  get minutesLeft(): number {
    return Math.ceil(this.#pace * this.view.items.filter((item) => item.answer === null).length);
  }

  /** The module that is asked about before its first question; null when a question is due. */
  get rating(): ModuleRating | null {
    const { kind, items, modules } = this.view;
    const module = this.item?.module;
    if (kind !== 'pre' || module === undefined || this.#passed.includes(module)) return null;
    if (items.some((item) => item.module === module && item.answer !== null)) return null;
    const rating = modules.find((each) => each.module.id === module);
    return rating?.years === null && rating.relevance === null ? rating : null;
  }

  /** Why it cannot be answered yet. */
  get missing(): 'option' | 'confidence' | null {
    if (this.choice === '') return 'option';
    return this.choice !== UNKNOWN && this.confidence === '' ? 'confidence' : null;
  }

  /** Time runs while the reader is there. Call the result when the screen goes. */
  watch(): () => void {
    const stops = [this.activity.start(), this.activity.on((now) => this.#clock.touch(now))];
    return () => stops.forEach((stop) => stop());
  }

  /** Goes to a question that was answered, or to the first that was not. */
  show(index: number): void {
    const last = this.complete ? this.view.items.length - 1 : this.frontier;
    this.at = Math.min(Math.max(0, index), last);
    this.#begin();
  }

  /** On to the first question that is not answered. */
  proceed(): void {
    if (!this.complete) this.show(this.frontier);
  }

  /** The core's view of the question once it took the answer; null when it did not. */
  async answer(): Promise<ItemView | null> {
    const { item, choice } = this;
    if (item?.answer !== null || this.busy || this.missing !== null) return null;
    this.busy = true;
    this.error = null;
    this.#clock.touch(this.activity.now());
    try {
      const taken = await host().call('item_answer', {
        sitting: this.view.sitting,
        item: item.id,
        option: choice === UNKNOWN ? null : choice,
        confidence: choice === UNKNOWN ? LEAST : Number(this.confidence),
        seconds: this.#clock.seconds,
      });
      this.#take(taken);
      return taken;
    } catch (thrown) {
      this.error = CallError.from(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }

  /** True when it was kept. */
  async rate(years: number | null, relevance: number | null): Promise<boolean> {
    const { rating } = this;
    if (!rating || this.busy) return false;
    if (years === null && relevance === null) return this.pass();
    this.busy = true;
    this.error = null;
    try {
      const module = rating.module.id;
      const kept = await host().call('module_rate', { course: this.view.course, module, years, relevance });
      const modules = this.view.modules.map((each) => (each.module.id === module ? kept : each));
      this.view = { ...this.view, modules };
      this.#begin();
      return true;
    } catch (thrown) {
      this.error = CallError.from(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Leaves the two questions about a module out. */
  pass(): boolean {
    const { rating } = this;
    if (!rating) return false;
    this.#passed = [...this.#passed, rating.module.id];
    this.#begin();
    return true;
  }

  #take(taken: ItemView): void {
    const items = this.view.items.map((item) => (item.id === taken.id ? taken : item));
    this.view = { ...this.view, items, answered: items.filter((item) => item.answer !== null).length };
  }

  #begin(): void {
    this.choice = this.confidence = '';
    this.error = null;
    this.#clock.start(this.activity.now());
  }
}

