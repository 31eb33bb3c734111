/** The window's title follows the screen, and the screen's name is said when it appears. */
import { untrack } from 'svelte';
import { m } from '#messages';
import { announcer } from './announcer.svelte';

/** Call it while a screen is set up; null while its name is not known yet. */
export function screenTitle(name: () => string | null): void {
  $effect(() => {
    const screen = name();
    document.title = screen ? m.shell_title({ screen }) : m.app_name();
    if (screen) untrack(() => announcer.say(screen));
  });
}
