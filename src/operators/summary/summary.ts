import type { Step } from '../../core/step.js';

/** How far a job, or several, have come. */
export interface Summary {
  /** Steps by status. */
  readonly counts: Readonly<Record<string, number>>;
  /** Steps that are listed. */
  readonly steps: number;
  /** Steps that will not change again. */
  readonly done: number;
  /** Steps that there will be, as far as the job's input says; absent where it isn't known. */
  readonly total?: number;
  /** Milliseconds since the job was created, or since its first test began; up to its end. */
  readonly elapsedMs?: number;
  /** Milliseconds to go, at the pace so far; absent before the first step is done, or without a total. */
  readonly etaMs?: number;
  /** US dollars so far: the time of each test's invocations times its CostPerHour. */
  readonly spentUsd: number;
  /** Tests that ran and whose price isn't known: they are not in `spentUsd`. */
  readonly unpriced: number;
  /** The best completed step so far. */
  readonly best?: Step;
}
