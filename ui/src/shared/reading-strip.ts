/** The reading strip's arithmetic: one segment per lesson, as wide as its minutes. */

export interface StripSegment {
  minutes: number;
  /** How much was read, 0 to 1. */
  fraction: number;
  optional?: boolean;
}

export type SegmentState = 'done' | 'half' | 'todo' | 'optional';

export function segmentState(segment: StripSegment): SegmentState {
  if (segment.fraction >= 1) return 'done';
  if (segment.fraction > 0) return 'half';
  return segment.optional ? 'optional' : 'todo';
}

export interface StripSummary {
  done: number;
  total: number;
  minutesLeft: number;
}

/** Counts the lessons on the path; what is optional and unread is not owed. */
export function summarise(segments: readonly StripSegment[]): StripSummary {
  const owed = segments.filter((segment) => segmentState(segment) !== 'optional');
  const left = owed.reduce((sum, each) => sum + each.minutes * (1 - Math.min(1, Math.max(0, each.fraction))), 0);
  return {
    done: owed.filter((segment) => segmentState(segment) === 'done').length,
    total: owed.length,
    minutesLeft: Math.ceil(left),
  };
}
