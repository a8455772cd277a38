import { isTerminal } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { configurationOf, EXISTING_ENDPOINT } from './baseline.js';
import { compareSteps, type Comparison, type Reference } from './comparison.js';
import { representativeSteps } from './representativeSteps.js';
import type { Reader } from '../base/readSource.js';

/** The comparison of a source that is still being read. */
export interface RunningComparison extends Pick<Reader, 'step' | 'change'> {
  /**
   * Returns the comparison to emit now, if any: the first one when the reference is known or, with `ended`,
   * will never be known; after that each one that differs from the last.
   */
  readonly next: (reference: Reference | typeof EXISTING_ENDPOINT, ended: boolean) => Comparison | undefined;
}

/** The reference to an existing endpoint that the job didn't measure: nothing can be compared. */
const NOTHING: Reference = { steps: new Map() };

/** Makes the comparison of one subscription. */
export function runningComparison(): RunningComparison {
  let emitted = false;
  let changed = false;
  let last: Reference | undefined;
  let existing: Reference | undefined;

  const isListed = (step: Step | undefined): boolean => step !== undefined && isTerminal(step.Status);
  const job = representativeSteps(configurationOf, (key, before, after) => {
    changed ||= isListed(before) || isListed(after) || last?.steps.get(key)?.Status === 'COMPLETED';
  });
  const endpoints = representativeSteps(endpointOf, (_, __, step) => {
    const endpoint = step?.Status === 'COMPLETED' ? step.InferenceBenchmark?.EndpointMetrics : undefined;
    existing = endpoint && { steps: NOTHING.steps, endpoint };
  });

  return {
    step: step => {
      job.step(step);
      endpoints.step(step);
    },
    change: event => {
      job.change(event);
      endpoints.change(event);
    },
    next: (given, ended) => {
      const reference = given === EXISTING_ENDPOINT ? existing : given;
      const due = emitted ? changed || reference !== last : ended || reference !== undefined;
      if (!due) return undefined;
      [emitted, changed, last] = [true, false, reference];
      const snapshot = job.snapshot();
      return lazyComparison(() => compareSteps(snapshot(), reference ?? NOTHING));
    },
  };
}

const endpointOf = ({ InferenceBenchmark: benchmark }: Step): string | undefined =>
  benchmark?.EndpointMetrics === undefined ? undefined : EXISTING_ENDPOINT;

/** A comparison that is computed when it is first read: most of those of a long listing never are. */
function lazyComparison(make: () => Comparison): Comparison {
  let made: Comparison | undefined;
  const read = (): Comparison => (made ??= make());
  return {
    get rows() {
      return read().rows;
    },
    get added() {
      return read().added;
    },
    get missing() {
      return read().missing;
    },
    get failed() {
      return read().failed;
    },
  };
}
