/** One check or case on screen: what the reader puts together, and the attempt that came of it. */
import { SvelteSet } from 'svelte/reactivity';
import type { Answer, AttemptView, CheckView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import type { LessonModel } from '../model.svelte';
import { ActiveClock, type Activity } from '../../../shared/activity';
import { answerOf, type Ready } from './answer';

export class Question {
  /** The reader is answering; else the latest attempt is shown. */
  answering = $state(true);
  busy = $state(false);
  error = $state.raw<CallError | null>(null);
  confidence = $state('');
  option = $state('');
  options = new SvelteSet<string>();
  order = $state.raw<readonly string[]>([]);
  targets = $state<Partial<Record<string, string>>>({});
  typed = $state('');
  readonly #clock = new ActiveClock();

  constructor(
    readonly model: LessonModel,
    readonly activity: Activity,
    readonly block: string,
    options: readonly { id: string }[],
  ) {
    this.order = options.map((option) => option.id);
    const attempt = model.attempts[block];
    this.answering = !attempt || attempt.redo;
  }

  get attempt(): AttemptView | undefined {
    return this.model.attempts[this.block];
  }

  /** The question came into view: time runs from here. Call the result when it goes. */
  watch = (element: HTMLElement): (() => void) => {
    const stop = this.activity.on((now) => this.#clock.touch(now));
    if (typeof IntersectionObserver === 'undefined') return stop;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting) && this.answering && !this.#clock.running) this.#begin();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      stop();
    };
  };

  ready(check: CheckView): Ready {
    const { option, options, order, targets, typed } = this;
    return answerOf(check, { option, options: [...options], order, targets, typed });
  }

  /** True when the answer was taken. */
  async answer(answer: Answer, confidence: number | null): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.error = null;
    const now = this.activity.now();
    if (!this.#clock.running) this.#begin();
    this.#clock.touch(now);
    const { course, id: lesson } = this.model;
    const seconds = this.#clock.seconds;
    try {
      const input = { course, lesson, block: this.block, answer, confidence, seconds };
      const attempt = await host().call('check_answer', input);
      this.#clock.stop();
      this.answering = false;
      await this.model.answered(this.block, attempt);
      return true;
    } catch (thrown) {
      this.error = CallError.from(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Another attempt: nothing of the last one is filled in. */
  again(): void {
    this.answering = true;
    this.confidence = this.option = this.typed = '';
    this.options.clear();
    this.targets = {};
    this.#begin();
  }

  #begin(): void {
    this.#clock.start(this.activity.now());
  }
}
