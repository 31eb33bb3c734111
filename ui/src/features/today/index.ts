export { default as TodayView } from './TodayView.svelte';
