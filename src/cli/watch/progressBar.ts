import type { Span } from './fitLine.js';

/** Number of steps that are done, and of all steps. */
export interface Progress {
  readonly done: number;
  readonly failed: number;
  /** Undefined where it isn't known. */
  readonly total: number | undefined;
}

/** A bar of `columns` columns: steps that are done, those of them that failed, and those that are left. */
export function progressBar({ done, failed, total }: Progress, columns: number): readonly Span[] {
  if (total === undefined || total === 0) return [['dim', '░'.repeat(columns)]];
  // Full only when all is done.
  const filled = Math.floor((Math.min(done, total) / total) * columns);
  const red = done === 0 ? 0 : Math.min(filled, Math.round((failed / done) * filled));
  return [
    ['green', '█'.repeat(filled - red)],
    ['red', '█'.repeat(red)],
    ['dim', '░'.repeat(columns - filled)],
  ];
}
