import type { Step } from '../../core/step.js';
import { byFrequency, type Rank } from './byFrequency.js';
import { failureCause } from './failureCause.js';
import type { FailureGroup } from './failureGroup.js';
import { FAILURE_HINTS } from './failureHints.js';
import { instanceFamily } from './instanceFamily.js';
import { normaliseReason } from './normaliseReason.js';
import { replaceWholeName } from './replaceWholeName.js';
import { sequencedSteps, type SequencedSteps } from './sequencedSteps.js';

/** The group of a failed step, and its sequence number in there. */
export interface Membership {
  readonly sequence: number;
  readonly group: Group;
}

/** What the steps of a group have in common. */
type Description = Pick<FailureGroup, 'kind' | 'reason' | 'family' | 'hint'>;

interface Group {
  readonly key: string;
  readonly description: Description;
  readonly steps: SequencedSteps;
  /** The group as it is in the list returned last; undefined where that list doesn't have it. */
  rank: Rank<FailureGroup> | undefined;
}

/** Groups of failed steps, which grow and shrink. */
export interface FailureGroups {
  /** Puts a failed step into its group under its sequence number, and out of the group where it was before. */
  readonly put: (sequence: number, step: Step, before?: Membership) => Membership;
  readonly remove: (membership: Membership) => void;
  /** Returns all groups, the most frequent first, if any of them has changed since the last call. */
  readonly ifChanged: () => readonly FailureGroup[] | undefined;
}

/** Maximum number of texts whose group is cached; a job has a handful of them. */
const MAX_CACHED_TEXTS = 1_000;

/** Makes the groups. A group that hasn't changed is the same object in one list as in the next. */
export function failureGroups(): FailureGroups {
  const groups = new Map<string, Group>();
  /** Groups by text and family, so that a text is normalised once. */
  const cache = new Map<string, Map<string, Group>>();
  const changed = new Set<Group>();
  const order = byFrequency<FailureGroup>();

  const groupOf = (step: Step): Group => {
    const { FailureReason = '', EndpointConfiguration } = step.InferenceBenchmark ?? {};
    const text = replaceWholeName(FailureReason, EndpointConfiguration?.EndpointName ?? '', '<endpoint>');
    const family = instanceFamily(step);
    const cached = cache.get(text)?.get(family);
    // An empty group may have been replaced by another one of its key.
    if (cached !== undefined && cached.steps.size() > 0) return cached;

    const description = describeFailure(text, family);
    const key = JSON.stringify([description.kind, description.reason, description.family]);
    const group = groups.get(key) ?? { key, description, steps: sequencedSteps(), rank: undefined };
    groups.set(key, group);
    if (cache.size >= MAX_CACHED_TEXTS) cache.clear();
    cache.set(text, (cache.get(text) ?? new Map<string, Group>()).set(family, group));
    return group;
  };
  const remove = ({ sequence, group }: Membership): void => {
    group.steps.delete(sequence);
    changed.add(group);
    if (group.steps.size() === 0) groups.delete(group.key);
  };

  return {
    remove,
    put: (sequence, step, before) => {
      const group = groupOf(step);
      if (before !== undefined && before.group !== group) remove(before);
      group.steps.put(sequence, step);
      changed.add(group);
      return { sequence, group };
    },
    ifChanged: () => {
      if (changed.size === 0) return undefined;
      const removed: Rank<FailureGroup>[] = [];
      const added: Rank<FailureGroup>[] = [];
      for (const group of changed) {
        if (group.rank !== undefined) removed.push(group.rank);
        group.rank = rankOf(group);
        if (group.rank !== undefined) added.push(group.rank);
      }
      changed.clear();
      return order.update(removed, added);
    },
  };
}

/** Describes a failure with this FailureReason, on this family. A blank reason counts as none. */
function describeFailure(reason: string, family: string): Description {
  if (reason.trim() === '') return { kind: 'unknown', family };
  const kind = failureCause(reason);
  const description = { kind, reason: normaliseReason(reason), family };
  return kind === 'unknown' ? description : { ...description, hint: FAILURE_HINTS[kind] };
}

/** The group as it is now; undefined where it is empty. */
function rankOf({ description, steps }: Group): Rank<FailureGroup> | undefined {
  const count = steps.size();
  if (count === 0) return undefined;
  const copied = steps.snapshot();
  const item: FailureGroup = {
    ...description,
    count,
    get steps() {
      return copied();
    },
  };
  return { item, count, first: steps.first() };
}
