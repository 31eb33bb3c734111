/** The reader's preferences as runes, shown on `<html>` and saved when they change. */
import { host } from '../api/client';
import { READING_SIZE, defaultPreferences, parsePreferences, type Preferences } from '../api/preferences';
import { keys } from './keyboard';
import { viewport } from './viewport.svelte';

class PreferenceState {
  current = $state.raw<Preferences>({ ...defaultPreferences });

  /** Before mounting, so that nothing flashes in the wrong theme or size. Trouble means the defaults. */
  async load(): Promise<void> {
    this.current = await host().preferences.load().catch(() => ({ ...defaultPreferences }));
    keys.singleKeys = () => this.current.singleKeys;
    this.#show();
  }

  /** Takes effect at once; the promise is about keeping it. */
  async set(change: Partial<Preferences>): Promise<void> {
    this.current = parsePreferences({ ...this.current, ...change });
    this.#show();
    await host().preferences.save(this.current);
  }

  #show(): void {
    const { theme, readingSize, textScale, spacing } = this.current;
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.style.setProperty('--text-scale', String(textScale));
    // The standard size differs by layout and is left to tokens.css.
    if (readingSize === READING_SIZE.standard) root.style.removeProperty('--reading-size');
    else root.style.setProperty('--reading-size', `${readingSize / 16}rem`);
    root.style.setProperty('--reading-leading', spacing === 'relaxed' ? '1.8' : '1.62');
    viewport.setTextScale(textScale);
  }
}

export const preferences = new PreferenceState();
