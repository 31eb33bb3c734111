/** A preference takes effect at once; only that it could not be kept is worth a word. */
import { m } from '#messages';
import type { Preferences } from '../../api/preferences';
import { toasts } from '../../shared/toasts.svelte';
import { preferences } from '../../shell/preferences.svelte';

export function change(wanted: Partial<Preferences>): void {
  preferences.set(wanted).catch(() => toasts.show(m.settings_not_kept()));
}
