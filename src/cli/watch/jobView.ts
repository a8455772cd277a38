import type { StaleEvent, WatchedJob } from '../../core/event.js';
import type { JobKind } from '../../core/jobKind.js';
import type { Step } from '../../core/step.js';
import type { EnvironmentLetters } from '../../words/environments.js';
import type { Summary } from '../../operators/summary/summary.js';
import type { PickOutlook } from './pickOutlook.js';
import type { WatchCriterion } from './watchCriterion.js';

/** All that is shown of a job, at one moment. */
export interface JobView {
  readonly jobName: string;
  /** Of AI jobs nothing tells how far they are, nor what they cost. */
  readonly kind: JobKind;
  /** What the best is best by. */
  readonly criterion: WatchCriterion;
  /** Undefined until it is known. */
  readonly job: WatchedJob | undefined;
  readonly summary: Summary;
  /** Whether every step is known. */
  readonly synced: boolean;
  /** What there is to say of the best beside its figures. */
  readonly outlook: PickOutlook;
  /** The command that asks for the cheapest month at a traffic. */
  readonly ask: string;
  /** In the order in which each was first listed. */
  readonly steps: readonly Step[];
  /** The steps whose test is under way, in the order in which it began. */
  readonly running: readonly Step[];
  /** The steps that have ended, the last one first. */
  readonly ended: readonly Step[];
  /** Those of them that failed. */
  readonly failed: readonly Step[];
  /** What was said while polls fail or lag; `ageMs` goes on growing. */
  readonly stale: StaleEvent | undefined;
  /** Whether no further update follows: the job is over, or its watch has failed. */
  readonly over: boolean;
  /** What the watch has failed with. */
  readonly error: unknown;
  /** Letters for the environments of all its steps, also of those that are gone. */
  readonly letters: EnvironmentLetters;
  /** Number of its last update, counted from 1 over all jobs; 0 where it has none. */
  readonly sequence: number;
}
