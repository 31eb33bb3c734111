/** For tests: a small core that keeps a sitting as the real one does. */
import type { ItemAnswer, ItemExplained, ItemView, ModuleRate, SittingFound, SittingKind, SittingResult, SittingView } from '../../api/bindings';
import { fakeHost } from '../../api/fake-host';

const LABELS = ['Role', 'Mandate'].map((title, index) => ({ id: `m${index + 1}`, number: index + 1, title }));
const OPTIONS = ['a', 'b', 'c', 'd'];
/** The right option of every question. */
export const RIGHT = 'b';

const question = (number: number, module: string): ItemView => ({
  id: `q${number}`,
  module,
  prompt: `<p>Prompt ${number}?</p>`,
  options: OPTIONS.map((id) => ({ id, html: `Option ${id}` })),
  answer: null,
  explained: null,
});

export class FakeSittings {
  items: ItemView[];
  finished = false;
  readonly ratings: Record<string, ModuleRate> = {};

  constructor(
    readonly kind: SittingKind = 'pre',
    modules: readonly string[] = ['m1', 'm1', 'm2'],
  ) {
    this.items = modules.map((module, index) => question(index + 1, module));
  }

  view(): SittingView {
    const answered = this.items.filter((item) => item.answer !== null).length;
    const used = LABELS.filter(({ id }) => this.items.some((item) => item.module === id));
    return {
      sitting: 's1',
      course: 'pmo',
      kind: this.kind,
      module: this.kind === 'fast' ? (used[0] ?? null) : null,
      started_at: '2026-11-22T09:00:00Z',
      finished_at: this.finished ? '2026-11-22T09:20:00Z' : null,
      items: this.items.map((item) => (this.finished ? { ...item, explained: this.explain(item) } : item)),
      modules: used.map((module) => {
        const { years = null, relevance = null } = this.ratings[module.id] ?? {};
        return { module, years, relevance };
      }),
      answered,
      minutes_left: (this.items.length - answered) * 2,
    };
  }

  explain({ id, answer }: ItemView): ItemExplained {
    const correct = answer?.option === RIGHT;
    return {
      correct,
      blind_spot: !correct && answer !== null && answer.option !== null && answer.confidence >= 3,
      options: OPTIONS.map((option) => ({
        id: option,
        verdict: option === RIGHT ? 'right' : 'wrong',
        chosen: answer?.option === option,
        right_target: null,
        feedback: `About ${option}.`,
      })),
      explanation: `<p>Why ${id}.</p>`,
      source: 'Pulse of the Profession',
      as_at: '2026-11',
      lesson: { id: `l${id}`, number: '1.1', title: 'What a director owns' },
    };
  }

  answer({ item: id, option, confidence }: ItemAnswer): ItemView {
    const item = this.items.find((each) => each.id === id);
    if (!item) throw new Error(`no ${id}`);
    item.answer ??= { option, confidence };
    const explained = this.explain(item);
    if (explained.blind_spot) item.explained = explained;
    return { ...item };
  }

  result(): SittingResult {
    const view = this.view();
    const right = (items: readonly ItemView[]) => items.filter((item) => item.answer?.option === RIGHT).length;
    const blind = (items: readonly ItemView[]) => items.filter((item) => this.explain(item).blind_spot).length;
    return {
      view,
      correct: right(view.items),
      asked: view.items.length,
      blind_spots: blind(view.items),
      passed: this.kind === 'fast' ? right(view.items) >= 4 : null,
      calibration: [1, 2, 3, 4].map((confidence) => {
        const given = view.items.filter((item) => item.answer?.confidence === confidence);
        return { confidence, answers: given.length, correct: right(given) };
      }),
      modules: view.modules.map(({ module }) => {
        const items = view.items.filter((item) => item.module === module.id);
        const before = this.kind === 'post' ? 0 : null;
        return { module, correct: right(items), asked: items.length, blind_spots: blind(items), before };
      }),
      gained: this.kind === 'post' ? 33.3 : null,
      closed: this.kind === 'post' ? 1 : null,
    };
  }

  found(): SittingFound {
    const { answered } = this.view();
    return {
      items: this.items.length,
      minutes: this.items.length * 2,
      paused: answered > 0 && !this.finished ? answered : null,
      latest: this.finished ? this.result() : null,
      finished: this.finished ? 1 : 0,
    };
  }

  /** A host over it. */
  host(more: Record<string, (input: never) => unknown> = {}) {
    return fakeHost({
      sitting_find: () => this.found(),
      sitting_open: () => this.view(),
      sitting_finish: () => ((this.finished = true), this.result()),
      item_answer: (input: ItemAnswer) => this.answer(input),
      module_rate: (input: ModuleRate) => {
        this.ratings[input.module] = input;
        return this.view().modules.find(({ module }) => module.id === input.module);
      },
      course_map: () => ({ modules: [{ ...LABELS[0], lessons: [{ id: 'first' }] }] }),
      path_read: () => null,
      ...more,
    });
  }
}
