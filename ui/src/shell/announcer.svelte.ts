/** What assistive technology is told; the app frame shows it in its one live region. */
import { tick } from 'svelte';

class Announcer {
  message = $state('');

  /** Says it, also when it is what was said last. */
  say = (message: string): void => {
    this.message = '';
    void tick().then(() => (this.message = message));
  };
}

export const announcer = new Announcer();
