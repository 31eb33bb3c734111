/** Over which budgets the chart and the slider go: all of them, or what lies around one. */
import { niceStep } from './scale';

export type Range = readonly [number, number];

/** How far it goes to either side, as a share of the budget, and in steps of the slider at least. */
const AROUND = 0.45;
const FEWEST = 10;
/** A range that would hardly be narrower is not worth a second one. */
const WORTH = 1.4;

export const inside = (budget: number, [from, to]: Range): boolean => budget >= from - 1e-9 && budget <= to + 1e-9;

/** From one round number to another; null when all budgets are hardly more. */
export function rangeAround(all: Range, budget: number, step: number): Range | null {
  const reach = Math.max(Math.abs(budget) * AROUND, step * FEWEST);
  const unit = Math.max(niceStep(reach * 2, 9), step);
  // On the steps of the slider, which are counted from where all budgets begin.
  const near = (value: number) => {
    const steps = Math.round((Math.round(value / unit) * unit - all[0]) / step);
    return Number(Math.min(all[1], Math.max(all[0], all[0] + steps * step)).toPrecision(12));
  };
  const range: Range = [near(budget - reach), near(budget + reach)];
  const much = all[1] - all[0] > (range[1] - range[0]) * WORTH;
  return much && range[1] > range[0] && inside(budget, range) ? range : null;
}
