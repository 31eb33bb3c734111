/** The reader's own path: its levels, its reasons, and choosing otherwise. */
export { default as InFront } from './InFront.svelte';
export { default as LevelMark } from './LevelMark.svelte';
export { default as PathSide } from './PathSide.svelte';
export { default as PostOffer } from './PostOffer.svelte';
export { default as WhyModule } from './WhyModule.svelte';
export { isComplete, isOwn, leftOf, levelName, modulePath, pathSentence, stripOf, type ModulePath } from './path';
