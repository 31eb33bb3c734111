import { flushSync, mount } from 'svelte';
import './shared/tokens/fonts.css';
import './shared/tokens/tokens.css';
import './shared/tokens/base.css';
import { askAhead, forget } from './api/ahead';
import { connect, host } from './api/client';
import App from './App.svelte';
import { start as status } from './features/start';
import { loadFirst } from './screens/later';
import { keys } from './shell/keyboard';
import { placeToRestore } from './shell/place';
import { preferences } from './shell/preferences.svelte';
import { router } from './shell/router.svelte';
import { viewport } from './shell/viewport.svelte';

async function start(): Promise<void> {
  const target = document.getElementById('app');
  if (!target) throw new Error('index.html has no #app.');
  connect();
  status.watch();
  const answered = status.load();
  const today = todayAhead(answered);
  const placed = answered.then(restorePlace);
  await preferences.load();
  router.start();
  viewport.start();
  keys.start();
  const first = placed.then(() => (router.current.name === 'today' ? today : loadFirst(router.current.name)));
  // An answer that comes at once saves showing anything in between.
  await Promise.race([first, new Promise((done) => setTimeout(done, 100))]);
  mount(App, { target });
  flushSync();
  forget();
}

/**
 * Most starts are on Today. The window asks for it at once; a browser writes every refusal into its
 * console, and is asked when the data is known to be sound.
 */
async function todayAhead(answered: Promise<void>): Promise<void> {
  if (host().kind === 'browser') {
    await answered;
    if (status.status?.problem !== null) return;
  }
  await askAhead('today_read', {});
}

/** Back to where the reader was, unless the address already names a place. */
function restorePlace(): void {
  const place = placeToRestore(window.location.hash, status.status?.last_place ?? null);
  if (place && status.status?.first_run === false) router.replace(place);
}

void start();
