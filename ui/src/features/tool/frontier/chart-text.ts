/** What the chart says in words, and over which budgets it goes. */
import { m } from '#messages';
import { valueRange } from '../chart/plot';
import { valueAt } from '../chart/steps';
import { decimalsOf, money, points } from '../format';
import type { Frontier } from './frontier.svelte';

type Charted = Pick<Frontier, 'view' | 'budget' | 'range' | 'near' | 'whole'>;

/** Which part of the curves is drawn. */
export function drawnPart({ view, range, near, whole }: Charted) {
  return { best: view.best, yours: view.yours, least: range[0], greatest: range[1], close: near !== null && !whole };
}

/** “Ledger replacement”, or “3 projects”. */
export function forcedWords({ projects }: Pick<Frontier, 'projects'>): string {
  const forced = projects.filter((project) => project.forced);
  const [only] = forced;
  return forced.length === 1 && only ? only.name : m.tool_projects({ count: forced.length });
}

export function chartSentence(frontier: Charted & Pick<Frontier, 'unit'>): string {
  const { view, budget, unit } = frontier;
  const amount = (value: number) => money(value, unit, decimalsOf(view.step));
  const [from, to] = frontier.range;
  const [floor] = valueRange(drawnPart(frontier));
  const cut = floor === 0 ? '' : ` ${m.tool_chart_cut({ value: points(floor) })}`;
  const range = m.tool_chart_range({ from: amount(from), to: amount(to) }) + cut;
  const best = budget === null ? null : valueAt(view.best, budget);
  if (budget === null || best === null) return range;
  const yours = view.yours.length > 0 ? valueAt(view.yours, budget) : null;
  const here = { budget: amount(budget), best: points(best) };
  if (yours === null) return `${range} ${m.tool_chart_here(here)}`;
  return `${range} ${m.tool_chart_here_forced({ ...here, yours: points(yours), lost: points(best - yours) })}`;
}
