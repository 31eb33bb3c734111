/** How the reader likes the window. Kept apart from the data: losing it loses nothing. */
import { isRecord } from './error';

export type Theme = 'system' | 'light' | 'dark';
export type Spacing = 'standard' | 'relaxed';

export interface Preferences {
  theme: Theme;
  /** Reading text in px at text scale 1; 17 to 26. */
  readingSize: number;
  /** Scale of the whole interface; 1 to 2. */
  textScale: number;
  /** Single-key shortcuts. */
  singleKeys: boolean;
  /** Leading of reading text. */
  spacing: Spacing;
}

export const READING_SIZE = { min: 17, max: 26, step: 0.5, standard: 20 } as const;
export const TEXT_SCALE = { min: 1, max: 2, step: 0.1, standard: 1 } as const;

export const defaultPreferences: Readonly<Preferences> = {
  theme: 'system',
  readingSize: READING_SIZE.standard,
  textScale: TEXT_SCALE.standard,
  singleKeys: true,
  spacing: 'standard',
};

/** Reads whatever was stored; what is missing or senseless takes its default. */
export function parsePreferences(stored: unknown): Preferences {
  const from = isRecord(stored) ? stored : {};
  return {
    theme: oneOf(from.theme, ['system', 'light', 'dark'], defaultPreferences.theme),
    readingSize: within(from.readingSize, READING_SIZE),
    textScale: within(from.textScale, TEXT_SCALE),
    singleKeys: typeof from.singleKeys === 'boolean' ? from.singleKeys : defaultPreferences.singleKeys,
    spacing: oneOf(from.spacing, ['standard', 'relaxed'], defaultPreferences.spacing),
  };
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], standard: T): T {
  return allowed.find((each) => each === value) ?? standard;
}

function within(value: unknown, range: { min: number; max: number; standard: number }): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return range.standard;
  return Math.min(range.max, Math.max(range.min, value));
}
