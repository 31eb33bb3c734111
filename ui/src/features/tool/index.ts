export { default as ToolView } from './ToolView.svelte';
export { default as WorkbookView } from './WorkbookView.svelte';
