/** “640 bytes”, “18 kB”, “1.8 MB”: decimal, as file managers count. */
export function bytes(value: number): string {
  const whole = Math.max(0, Math.round(value));
  if (whole < 1000) return `${whole} bytes`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let amount = whole / 1000;
  let unit = 0;
  // 999.5 and more would be written as 1000.
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit += 1;
  }
  const short = unit === 0 || amount >= 100 ? Math.round(amount) : Math.round(amount * 10) / 10;
  return `${short} ${units[unit] ?? ''}`;
}
