import type { Step } from '../../core/step.js';
import type { FailureGroup } from './failureGroup.js';
import { instanceFamily } from './instanceFamily.js';
import { nameFailure, type FailureName } from './nameFailure.js';
import { byFrequency, type Rank } from './byFrequency.js';
import { stepsByTurn, type StepsByTurn } from './stepsByTurn.js';
import { withoutName } from './withoutName.js';

/** Where a failed step is kept. */
export interface Place {
  readonly turn: number;
  readonly group: Group;
}

interface Group {
  readonly key: string;
  readonly name: FailureName;
  readonly steps: StepsByTurn;
  /** As it stands in the list that was handed out last; undefined where it isn't in there. */
  rank: Rank<FailureGroup> | undefined;
}

/** The groups of failed steps, as they grow and shrink. */
export interface FailureGroups {
  /** Puts a failed step into its group, at its turn; takes it out of the place where it was. */
  readonly put: (turn: number, step: Step, before?: Place) => Place;
  readonly take: (place: Place) => void;
  /** All groups, most frequent first, if any of them has changed since they were asked for last. */
  readonly ifChanged: () => readonly FailureGroup[] | undefined;
}

/** So many texts are recognised without being looked through; a job has a handful. */
const REMEMBERED = 1_000;

/** Keeps failed steps in groups. What hasn't changed is the same reference in one list as in the next. */
export function failureGroups(): FailureGroups {
  const groups = new Map<string, Group>();
  const recent = new Map<string, Map<string, Group>>();
  const changed = new Set<Group>();
  const order = byFrequency<FailureGroup>();

  const groupOf = (step: Step): Group => {
    const { FailureReason = '', EndpointConfiguration } = step.InferenceBenchmark ?? {};
    const text = withoutName(FailureReason, EndpointConfiguration?.EndpointName ?? '', '<endpoint>');
    const family = instanceFamily(step);
    const known = recent.get(text)?.get(family);
    // One that has lost its steps is forgotten: by now there may be another of its name.
    if (known !== undefined && known.steps.size() > 0) return known;

    const name = nameFailure(text, family);
    const key = JSON.stringify([name.kind, name.reason, name.family]);
    const group = groups.get(key) ?? { key, name, steps: stepsByTurn(), rank: undefined };
    groups.set(key, group);
    if (recent.size >= REMEMBERED) recent.clear();
    recent.set(text, (recent.get(text) ?? new Map<string, Group>()).set(family, group));
    return group;
  };
  const take = ({ turn, group }: Place): void => {
    group.steps.delete(turn);
    changed.add(group);
    if (group.steps.size() === 0) groups.delete(group.key);
  };

  return {
    take,
    put: (turn, step, before) => {
      const group = groupOf(step);
      if (before !== undefined && before.group !== group) take(before);
      group.steps.put(turn, step);
      changed.add(group);
      return { turn, group };
    },
    ifChanged: () => {
      if (changed.size === 0) return undefined;
      const gone: Rank<FailureGroup>[] = [];
      const come: Rank<FailureGroup>[] = [];
      for (const group of changed) {
        if (group.rank !== undefined) gone.push(group.rank);
        group.rank = rankOf(group);
        if (group.rank !== undefined) come.push(group.rank);
      }
      changed.clear();
      return order.update(gone, come);
    },
  };
}

/** As the group is now; undefined where it has no steps. */
function rankOf({ name, steps }: Group): Rank<FailureGroup> | undefined {
  const count = steps.size();
  if (count === 0) return undefined;
  const copied = steps.snapshot();
  const item: FailureGroup = {
    ...name,
    count,
    get steps() {
      return copied();
    },
  };
  return { item, count, first: steps.first() };
}
