import type { Subscriber } from 'rxjs';
import type { Step } from '../core/step.js';
import type { FailureGroup } from './failures/failureGroup.js';
import { failureGroups, type Membership } from './failures/failureGroups.js';
import { readSource, type Reader } from './base/readSource.js';
import type { StepFold } from './base/source.js';
import { stepRegistry } from './base/stepRegistry.js';

/**
 * Emits the failed steps in groups, by what went wrong and by instance family, each time that they change.
 *
 * ```text
 * listing  --a--(bc)--d--|   a and d COMPLETED; b, c FAILED: no capacity on ml.g5
 * result   -----x--------|   x: [{ kind: 'capacity', family: 'ml.g5', count: 2, … }]
 *
 * watch    --b--c--C--B--|   C: the same step as c, no longer FAILED; B: b removed
 * result   --w--x--w--y--|   w: one group of one step, x: of two, y: []
 * ```
 *
 * A group is a kind, a normalised reason and a family. In the reason, what varies from step to step is
 * replaced: `The account-level service limit '<instance> for endpoint usage' is <n> Instances`. A known
 * kind has a `hint`. Failed steps without a reason are groups too, one for each family.
 *
 * - **Order**: the group with the most steps first; of equal ones the one whose first step arrived first.
 *   The steps of a group are in the order in which they failed.
 * - **Skips**: steps that aren't FAILED. A source without a failed step gives nothing; on a watch the list
 *   is empty once the last group is empty.
 * - **Fails**: with the source's error; a step that can't be decoded is a `DecodeError`, after the list
 *   with the good steps of its page.
 * - **Cost**: emits once for a page, step or event at most, and keeps every failed step. An emission costs
 *   one look at each group; a group that hasn't changed is the same object as before, and `steps` is copied
 *   when it is first read. A step that changes or is removed costs a copy of its group. No timers.
 *
 * AI recommendation jobs tell no candidate that failed: of one this emits nothing, and `orFail` says why the job failed.
 *
 * For the final list add `takeLast(1)`. A listing is counted as it is: `distinctSteps()` before it drops
 * what a moving list repeated.
 *
 * @example
 * ```ts
 * import { steps$, groupFailures } from 'stepstream';
 *
 * steps$('my-job')
 *   .pipe(groupFailures())
 *   .subscribe(groups => {
 *     for (const { count, family, reason, hint } of groups) console.log(count, family, hint ?? reason);
 *   });
 * ```
 */
export function groupFailures(): StepFold<readonly FailureGroup[]> {
  return source => readSource(source, failureReader);
}

function failureReader(out: Subscriber<readonly FailureGroup[]>): Reader {
  const groups = failureGroups();
  const failures = stepRegistry<Membership & { readonly step: Step }>();
  return {
    step: step => {
      if (step.Status === 'FAILED') groups.put(failures.nextSequence(), step);
    },
    change: event => {
      if (event.change !== 'removed' && event.step.Status === 'FAILED') {
        failures.apply(event, (step, sequence, before) =>
          before?.step === step ? before : { ...groups.put(sequence, step, before), step },
        );
      } else {
        // A step that fails again later is a new failure: it gets a new sequence number.
        const before = failures.remove(event);
        if (before !== undefined) groups.remove(before);
      }
    },
    itemEnd: () => {
      const list = groups.ifChanged();
      if (list !== undefined) out.next(list);
    },
  };
}
