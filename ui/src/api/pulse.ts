/** Asks now and then whether another process (the command line, a second app) wrote to the data. */
import { host } from './client';

const EVERY_MS = 2000;

/**
 * Asks while the window is visible, and at once when it becomes so, until the returned function is
 * called. The reply itself tells every view what changed.
 */
export function watchOtherProcesses(): () => void {
  let asking = false;
  const ask = async () => {
    if (asking || document.visibilityState === 'hidden') return;
    asking = true;
    try {
      await host().call('app_pulse', {});
    } catch {
      // The next call of a view says what is wrong; this one only listens.
    } finally {
      asking = false;
    }
  };
  const now = () => void ask();
  const timer = setInterval(now, EVERY_MS);
  document.addEventListener('visibilitychange', now);
  window.addEventListener('focus', now);
  now();
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', now);
    window.removeEventListener('focus', now);
  };
}
