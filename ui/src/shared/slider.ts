/** How far `value` is along its range, 0 to 1. */
export function fraction(value: number, min: number, max: number): number {
  return max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
}

/** The nearest step inside the range, free of binary rounding noise. */
export function clampToStep(value: number, min: number, max: number, step: number): number {
  const steps = Math.round((value - min) / step);
  const decimals = (String(step).split('.')[1] ?? '').length;
  return Math.min(max, Math.max(min, Number((min + steps * step).toFixed(decimals))));
}
