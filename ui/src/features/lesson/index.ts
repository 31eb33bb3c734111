/** Reading a lesson. */
export { default as LessonReader } from './LessonReader.svelte';
export { month, published } from './sources/source';
