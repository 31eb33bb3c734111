export { default as CourseSwitch } from './CourseSwitch.svelte';
export { default as CourseView } from './CourseView.svelte';
export { default as OpenFailed } from './OpenFailed.svelte';
export { openPackage } from './open-package.svelte';
export { refusalReason } from './refusal';
