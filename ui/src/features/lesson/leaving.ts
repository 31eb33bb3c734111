import * as leaving from '../../api/leaving';
import { queue } from './highlight/queue.svelte';
import { drafts } from './writing/drafts';

/** Keeps whenever the reader leaves, until the returned function is called. */
export const keepOnLeaving = (keep: () => Promise<void>): (() => void) =>
  leaving.keepOnLeaving({ keep, stuck: () => drafts.stuck || queue.stuck });
