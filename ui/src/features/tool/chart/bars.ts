/** Where a bar begins and ends, in shares of the track; negative ones lie to the left of the line. */
export function barsOf(values: readonly number[]): { zero: number; spans: { from: number; width: number }[] } {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const span = most - least || 1;
  const zero = Math.abs(least) / span;
  return { zero, spans: values.map((value) => ({ from: Math.min(zero, zero + value / span), width: Math.abs(value) / span })) };
}
