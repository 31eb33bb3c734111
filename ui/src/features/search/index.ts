/** Search and the actions of the palette. */
export { default as Search } from './Search.svelte';
export { actions, type AppAction } from './actions';
export { search } from './opening.svelte';
