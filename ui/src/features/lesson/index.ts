/** Reading a lesson. */
export { default as LessonReader } from './LessonReader.svelte';
