import * as leaving from '../../../api/leaving';
import { notes } from './notes';

/** Keeps whenever the reader leaves, and asks what others wrote when they come back, until the returned function is called. */
export const keepOnLeaving = (): (() => void) =>
  leaving.keepOnLeaving({ keep: notes.flush, stuck: () => notes.stuck, back: () => notes.sync() });
