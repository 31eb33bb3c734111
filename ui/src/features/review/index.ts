/** Review: cards that come back before they are forgotten. The screens are loaded later, not from here. */
export { default as CardEditor } from './making/CardEditor.svelte';
export { cardEditor } from './making/editor.svelte';
export { makeCard } from './making/make';
export { reviewShortcuts } from './keys';
export { default as ReviewSettings } from './settings/ReviewSettings.svelte';
