import { countOf } from './words';

/** “29 min”, “5 h 55 min”, “2 h”. */
export function minutes(value: number): string {
  const whole = Math.max(0, Math.ceil(value));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** For sentences: “nine minutes”, “one hour”, “two hours and five minutes”. */
export function minutesInWords(value: number): string {
  const whole = Math.max(0, Math.ceil(value));
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (hours === 0) return countOf(rest, 'minute', 'minutes');
  const long = countOf(hours, 'hour', 'hours');
  return rest === 0 ? long : `${long} and ${countOf(rest, 'minute', 'minutes')}`;
}
