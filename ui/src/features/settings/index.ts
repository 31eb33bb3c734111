export { default as About } from './About.svelte';
export { default as Appearance } from './Appearance.svelte';
export { default as Backups } from './Backups.svelte';
export { default as Courses } from './Courses.svelte';
export { default as DataFolder } from './DataFolder.svelte';
export { default as Keyboard } from './Keyboard.svelte';
export { default as Reading } from './Reading.svelte';
export { default as SettingsView } from './SettingsView.svelte';
export { pageOf, titleOf } from './pages';
