export { default as BackupRows } from './BackupRows.svelte';
export { default as FirstRun } from './FirstRun.svelte';
export { default as Pledge } from './Pledge.svelte';
export { default as RecoveredNotice } from './RecoveredNotice.svelte';
export { default as Recovery } from './Recovery.svelte';
export { default as Unanswered } from './Unanswered.svelte';
export { start } from './start.svelte';
