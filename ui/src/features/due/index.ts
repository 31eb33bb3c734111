/** Dates: deadlines of one's own, with the steps of the 90-day plan among them. */
export { default as DueView } from './DueView.svelte';
export { default as DueLine } from './DueLine.svelte';
