/** The editor is most of this feature's weight: it comes when the first note is opened. */
import type * as Parts from './lazy';

export type TextParts = typeof Parts;

export const loadText = (): Promise<TextParts> => import('./lazy');
