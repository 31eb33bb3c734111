import { mount } from 'svelte';
import './shared/tokens/fonts.css';
import './shared/tokens/tokens.css';
import './shared/tokens/base.css';
import { connect } from './api/client';
import App from './App.svelte';
import { keys } from './shell/keyboard';
import { preferences } from './shell/preferences.svelte';
import { router } from './shell/router.svelte';
import { viewport } from './shell/viewport.svelte';

async function start(): Promise<void> {
  const target = document.getElementById('app');
  if (!target) throw new Error('index.html has no #app.');
  await connect();
  await preferences.load();
  router.start();
  viewport.start();
  keys.start();
  mount(App, { target });
}

void start();
