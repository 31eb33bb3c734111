/** The words of a course, and what changed in its dated facts. */
export { default as FactsView } from './facts/FactsView.svelte';
export { default as GlossaryView } from './terms/GlossaryView.svelte';
