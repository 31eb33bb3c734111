/** Questions outside the lessons: pre-assessment, fast-track and post-test, and what came of them. */
export { default as Assessment } from './Assessment.svelte';
export { default as Offer } from './Offer.svelte';
export { default as Result } from './result/Result.svelte';
export { sittingShortcuts } from './sitting/keys';
export { kindName } from './words';
