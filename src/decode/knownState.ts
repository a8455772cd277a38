import { describeFault } from '../core/decodeFault.js';
import { InvalidInputError } from '../core/errors.js';
import type * as core from '../core/knownState.js';
import type { Codec } from './codec.js';
import { decodeWith } from './decodeWith.js';
import { WatchedJob, type WireWatchedJob } from './job.js';
import { list } from './list.js';
import { KeyedStep, Staleness, type WireKeyedStep, type WireStaleness } from './message.js';
import { Flag } from './primitives.js';
import { struct } from './struct.js';

/** What is known of a watched job. */
export type KnownState = core.KnownState;
/** What is known of a watched job, on the wire. */
export interface WireKnownState {
  readonly job?: WireWatchedJob | undefined;
  readonly steps: readonly WireKeyedStep[];
  readonly synced: boolean;
  readonly stale?: WireStaleness | undefined;
}
/** What is known of a watched job; wire to domain and back. */
export const KnownState: Codec<KnownState, WireKnownState> = struct(
  'a known state',
  { steps: list(KeyedStep), synced: Flag },
  { job: WatchedJob, stale: Staleness },
);

/**
 * Checks a state that a caller gave as `where`, and decodes what has the form of the wire, such as times. Fails with
 * `InvalidInputError`, which names the path, such as `watch.known.steps[3].step.Status`: also where the job or a step
 * is one of another job than `jobName`, and where two steps have one key.
 */
export function checkKnownState(where: string, given: KnownState, jobName?: string): KnownState {
  const result = decodeWith(KnownState, given, () => where);
  if (result._tag === 'Left') {
    const [fault] = result.left.faults;
    if (fault === undefined) throw result.left;
    throw new InvalidInputError(fault.path, describeFault(fault).slice(fault.path.length + 2), {
      cause: result.left,
    });
  }
  const { job, steps, stale } = result.right;
  const checkName = (path: string, name: string | undefined): void => {
    if (name === undefined || jobName === undefined || name === jobName) return;
    throw new InvalidInputError(`${where}.${path}.JobName`, `must be '${jobName}', the job to watch`);
  };
  if (stale !== undefined && !(stale.ageMs >= 0 && stale.ageMs < Infinity))
    throw new InvalidInputError(`${where}.stale.ageMs`, 'must be a finite number of milliseconds, 0 or more');
  checkName('job', job?.JobName);
  const keys = new Set<string>();
  steps.forEach(({ key, step }, index) => {
    const path = `steps[${String(index)}]`;
    checkName(`${path}.step`, step.JobName);
    if (keys.has(key))
      throw new InvalidInputError(`${where}.${path}.key`, 'is the key of an earlier step, too');
    keys.add(key);
  });
  return result.right;
}
