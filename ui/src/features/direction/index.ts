/** “PMO direction on a page”: what tools and exercises say, as one document. */
export { default as DirectionLink } from './DirectionLink.svelte';
export { default as DirectionPage } from './DirectionPage.svelte';
