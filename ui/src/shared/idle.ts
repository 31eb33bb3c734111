/** Runs something once the window has nothing else to do, or soon in any case. Returns the way to call it off. */
const SOON_MS = 2000;
/** Where the engine does not say when it is idle: after the first screen is there. */
const AFTER_START_MS = 600;

export function whenIdle(run: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const handle = requestIdleCallback(run, { timeout: SOON_MS });
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(run, AFTER_START_MS);
  return () => clearTimeout(timer);
}
