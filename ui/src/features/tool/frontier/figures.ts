/** The frontier in figures: for its table, for a note, and to compare with what was kept. */
import { m } from '#messages';
import type { MarkedPart } from '../../../shared/format/marked';
import { valueAt } from '../chart/steps';
import { decimalsOf, money, points } from '../format';
import { findingParts } from './finding';
import type { Frontier } from './frontier.svelte';

/** The opening sentence: the conclusion, or what is still missing for one. */
export function headline(frontier: Frontier, purpose: string): MarkedPart[] {
  const { now, projects, budget } = frontier;
  const plain = (text: string) => [{ text, marked: false }];
  if (projects.length === 0) return plain(purpose);
  if (now) return findingParts(now, { unit: frontier.unit, step: frontier.view.step });
  return plain(budget === null ? m.tool_no_budget() : m.tool_no_result());
}

/** Every budget at which something changes. */
export function curveRows({ view, unit, budget }: Frontier): { label: string; cells: string[]; now?: boolean }[] {
  const at = [...view.best, ...view.yours].map((point) => point.budget).filter((each) => each >= view.least - 1e-9);
  const budgets = [...new Set([view.least, ...(budget === null ? [] : [budget]), ...at])].sort((a, b) => a - b);
  const cell = (value: number | null) => (value === null ? '–' : points(value));
  return budgets.map((each) => {
    const best = valueAt(view.best, each);
    const yours = valueAt(view.yours, each);
    const lost = best === null || yours === null ? null : best - yours;
    return {
      label: money(each, unit, decimalsOf(view.step)),
      cells: view.yours.length > 0 ? [cell(best), cell(yours), cell(lost)] : [cell(best)],
      now: budget !== null && Math.abs(each - budget) < 1e-6,
    };
  });
}

/** By the names under which the core keeps them. */
export function figuresNow({ view }: Pick<Frontier, 'view'>): Map<string, number> {
  const { now } = view;
  if (!now) return new Map();
  const shown = now.yours ?? now.best;
  const figures = { budget: now.budget, best: now.best.value, projects: shown.projects.length, cost: shown.cost };
  return new Map(Object.entries(now.yours ? { ...figures, yours: now.yours.value, lost: now.lost } : figures));
}

export function noteFigures({ view, now, unit }: Frontier): { label: string; value: string }[] {
  if (!now) return [];
  const amount = (value: number) => money(value, unit, decimalsOf(view.step));
  const rows = [
    { label: m.tool_budget(), value: amount(now.budget) },
    { label: m.tool_figures_best(), value: points(now.best.value) },
  ];
  if (now.yours && view.yours.length > 0) {
    rows.push({ label: m.tool_figures_yours(), value: points(now.yours.value) }, { label: m.tool_lost(), value: points(now.lost) });
  }
  return rows;
}
