/** The frontier as it stands at the budget of the slider, which runs ahead of what is kept. */
import { untrack } from 'svelte';
import { m } from '#messages';
import type { FrontierNow, FrontierView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { inside, rangeAround, type Range } from '../chart/range';
import type { ToolModel } from '../model/tool.svelte';
import { criteriaOf, groupsOf, inPlace, namesOf, projectsOf, type Group } from './portfolio';

const EMPTY: FrontierView = {
  unit: '',
  step: 1,
  least: 0,
  greatest: 0,
  criteria: [],
  projects: [],
  problems: [],
  best: [],
  yours: [],
  losses: [],
  now: null,
  proven: true,
};

export class Frontier {
  /** Where the slider stands; null follows what is kept. */
  #budget = $state<number | null>(null);
  /** What the core said last about some budget, and after which reply of the tool. */
  #asked = $state.raw<{ now: FrontierNow; revision: number } | null>(null);
  error = $state.raw<CallError | null>(null);
  /** The chart and the slider show every budget, also when one can look closer. */
  whole = $state(false);
  /** Around which budget they were laid out: the slider moves, they stay. */
  #anchor = $state<number | null>(null);
  /** The order of the table while someone edits in it. */
  frozen = $state(false);
  #asking = false;
  #wanted: number | null = null;

  readonly view = $derived.by((): FrontierView => {
    const result = this.model.view?.result;
    return result?.tool === 't4' ? result : EMPTY;
  });
  readonly unit = $derived.by(() => {
    const unit = this.model.fields.unit;
    return typeof unit === 'string' ? unit : this.view.unit;
  });
  readonly criteria = $derived.by(() => criteriaOf(this.model.fields));
  readonly projects = $derived.by(() => projectsOf(this.model.fields, this.criteria));
  readonly names = $derived.by(() => namesOf(this.projects));

  constructor(readonly model: ToolModel) {}

  nameOf(id: string): string {
    const name = this.names.get(id);
    return name === undefined || name === '' ? m.tool_unnamed() : name;
  }

  /** The budget that is kept, or about to be. */
  get kept(): number | null {
    const budget = this.model.fields.budget;
    return typeof budget === 'number' ? budget : (this.view.now?.budget ?? null);
  }

  get budget(): number | null {
    return this.#budget ?? this.kept;
  }

  /** Every budget of interest, always with the present one among them. */
  readonly all = $derived.by((): Range => {
    const at = this.budget ?? this.view.least;
    return [Math.min(this.view.least, at), Math.max(this.view.greatest, at)];
  });
  /** What lies around the budget; null when that is nearly everything. */
  readonly near = $derived.by((): Range | null => {
    const { all, budget, view } = this;
    if (budget === null) return null;
    const laid = this.#anchor === null ? null : rangeAround(all, this.#anchor, view.step);
    return laid && inside(budget, laid) ? laid : rangeAround(all, budget, view.step);
  });
  readonly range = $derived.by((): Range => (this.whole ? this.all : (this.near ?? this.all)));

  /** What holds at the budget of the slider; while that is asked, what held before. */
  readonly now = $derived.by((): FrontierNow | null => {
    const asked = this.#asked;
    const kept = this.view.now;
    if (!kept) return null;
    if (!asked || same(kept.budget, this.budget)) return kept;
    return asked.revision === this.model.revision || same(asked.now.budget, this.budget) ? asked.now : kept;
  });

  #before: Group[] = [];
  readonly groups = $derived.by((): Group[] => {
    const fresh = groupsOf(this.projects, this.view, this.now);
    if (this.frozen) return inPlace(fresh, this.#before);
    this.#before = fresh;
    return fresh;
  });

  /** Moves the slider: what holds there is asked at once, the budget is kept after the pause. */
  move(budget: number): void {
    this.#anchor = this.near && inside(budget, this.near) ? (this.#anchor ?? this.budget) : budget;
    this.#budget = budget;
    this.model.set({ budget });
    this.#want(budget);
  }

  /** The kept budget changed elsewhere, or has arrived: the slider is where it is kept. */
  settle(_revision: number, pending: boolean): void {
    if (!pending) untrack(() => (this.#budget = null));
  }

  /** The slider was let go at an end that is not the last: it goes on there. */
  goOn(): void {
    const { budget, near } = this;
    if (near?.some((end) => same(end, budget))) this.#anchor = budget;
  }

  /** All budgets, or those around the present one. */
  toggle(): void {
    this.#anchor = this.budget;
    this.whole = !this.whole;
  }

  #want(budget: number): void {
    this.#wanted = budget;
    if (!this.#asking) void this.#ask();
  }

  /** One question at a time; of those that came meanwhile the last. */
  async #ask(): Promise<void> {
    this.#asking = true;
    while (this.#wanted !== null) {
      const budget = this.#wanted;
      this.#wanted = null;
      // The core would answer about older projects: what is about to be kept brings the answer itself.
      if (this.model.pendingBeside('budget')) continue;
      const { revision } = this.model;
      try {
        const now = await host().call('frontier_at', { budget });
        this.#asked = { now, revision };
        this.error = null;
      } catch (thrown) {
        this.error = CallError.from(thrown);
      }
    }
    this.#asking = false;
  }
}

function same(one: number, two: number | null): boolean {
  return two !== null && Math.abs(one - two) < 1e-6;
}
