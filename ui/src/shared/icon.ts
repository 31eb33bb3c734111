import type Drawing from '@lucide/svelte/icons/circle';

/** Any icon of `@lucide/svelte/icons/<name>`. */
export type IconType = typeof Drawing;
