import { flushSync, mount } from 'svelte';
import './shared/tokens/fonts.css';
import './shared/tokens/tokens.css';
import './shared/tokens/base.css';
import { askAhead, forget } from './api/ahead';
import { connect } from './api/client';
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
  // All at once; most starts are on Today.
  const today = askAhead('today_read', {});
  const answered = status.load().then(restorePlace);
  await preferences.load();
  router.start();
  viewport.start();
  keys.start();
  const first = answered.then(() => (router.current.name === 'today' ? today : loadFirst(router.current.name)));
  // An answer that comes at once saves showing anything in between.
  await Promise.race([first, new Promise((done) => setTimeout(done, 100))]);
  mount(App, { target });
  flushSync();
  forget();
}

/** Back to where the reader was, unless the address already names a place. */
function restorePlace(): void {
  const place = placeToRestore(window.location.hash, status.status?.last_place ?? null);
  if (place && status.status?.first_run === false) router.replace(place);
}

void start();
