import { changedPaths } from '../../core/changedPaths.js';
import type { Step } from '../../core/step.js';
import { isBehind } from './isBehind.js';
import { groupOf } from './matchSteps.js';
import type { StepEntry } from './stepTable.js';

/** What a list that has a known step can prove. */
export interface Evidence {
  /** Whether its row may be the repetition of another one's. */
  readonly isRepeated: boolean;
  /** Whether the list can prove that a step is gone. */
  readonly isProved: boolean;
  /** Whether the known state of the step is older than replicas of the service lag. */
  readonly isOld: boolean;
}

/**
 * What becomes of a known step by its row in a list: it is the `same`, it is `updated`, or another step has
 * `replaced` it. A `doubtful` row changes nothing, until the next list shows the same `doubt`.
 */
export type Verdict =
  | { readonly kind: 'same' | 'replaced' }
  | { readonly kind: 'updated'; readonly changed: readonly string[] }
  | { readonly kind: 'doubtful'; readonly doubt: NonNullable<StepEntry['unconfirmed']> };

/**
 * Judges the row of a known step. One that would lose its endpoint, or that tests something else, is another step.
 * What takes away has to be listed twice in a row, and what it contradicts must be old; another step in its place
 * takes a list that can prove that it is gone.
 */
export function judgeListed(
  known: Pick<StepEntry, 'step' | 'endpoint' | 'unconfirmed'>,
  listed: Step,
  { isRepeated, isProved, isOld }: Evidence,
): Verdict {
  const changed = changedPaths(known.step, listed);
  if (changed.length === 0) return { kind: 'same' };
  const isOther = known.endpoint !== undefined && isAnother(known.step, listed);
  const accepted: Verdict = isOther ? { kind: 'replaced' } : { kind: 'updated', changed };
  const doubt = isOther
    ? 'other'
    : isBehind(listed, known.step)
      ? 'behind'
      : isRepeated
        ? 'repeated'
        : undefined;
  if (doubt === undefined) return accepted;
  const isBelieved = doubt === 'repeated' || (isOld && (isProved || !isOther));
  return known.unconfirmed === doubt && isBelieved ? accepted : { kind: 'doubtful', doubt };
}

/** Whether a listed step can't be the known one, which has an endpoint: it has none, or tests something else. */
function isAnother(known: Step, listed: Step): boolean {
  const [a, b] = [known, listed].map(step => step.InferenceBenchmark?.EndpointConfiguration);
  return b === undefined || a?.InstanceType !== b.InstanceType || groupOf(known) !== groupOf(listed);
}
