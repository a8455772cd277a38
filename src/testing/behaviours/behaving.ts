import { seededRandom, seedOf, type Random } from '../random.js';
import { notFoundElsewhere, ServiceFault } from '../serviceFault.js';
import type { OperationName } from '../shapes.js';
import type { SimulatedJob, StepView } from '../simulatedJob.js';
import type { WireObject, WireStep } from '../wire.js';
import type { ReplicaLags, ServiceBehaviours } from './behaviours.js';

/** What the behaviours of the service make of its answers. It counts calls, and draws from one seeded source. */
export interface Behaving {
  /** The time whose state the replica shows that answers this call. */
  readonly timeOf: (operation: OperationName, now: number) => number;
  /** Whether Describe and the list of steps find the job. */
  readonly isFound: (job: SimulatedJob, now: number) => boolean;
  /** The items of a list in the order of this call. `binding` identifies the list. */
  readonly arranged: <T>(items: readonly T[], binding: string) => readonly T[];
  /** A step as this answer shows it. */
  readonly stepShown: (view: StepView) => StepView;
  /** A job of the list of jobs as this answer shows it. */
  readonly listedJobShown: (wire: WireObject) => WireObject;
  /** The LastModifiedTime that answers show, in milliseconds since the epoch. */
  readonly modifiedAt: (job: SimulatedJob, now: number) => number;
  /** An error as this answer shows it. One that has a form of its own, by a fault, stays as it is. */
  readonly errorShown: (error: ServiceFault) => ServiceFault;
}

const LAG_OF: Partial<Record<OperationName, keyof ReplicaLags>> = {
  DescribeInferenceRecommendationsJob: 'describe',
  ListInferenceRecommendationsJobs: 'jobs',
  ListInferenceRecommendationsJobSteps: 'steps',
  DescribeAIRecommendationJob: 'describe',
  DescribeAIBenchmarkJob: 'describe',
  ListAIRecommendationJobs: 'jobs',
  ListAIBenchmarkJobs: 'jobs',
};

/** Milliseconds by which a LastModifiedTime is ahead. */
const AHEAD_MS = 600_000;
/** Longest time by which a LastModifiedTime is before its change, in milliseconds. */
const BACKWARDS_MS = 60_000;
const TIMES = ['CreationTime', 'CompletionTime', 'LastModifiedTime', 'EndTime'];

/** Starts to behave. `behaviours` is read anew with each answer. */
export function behaving(behaviours: () => ServiceBehaviours, seed: number): Behaving {
  const random = seededRandom(seedOf(seed, 'behaviours'));
  const calls = new Map<string, number>();

  function timeOf(operation: OperationName, now: number): number {
    const { lagMs, replicas } = behaviours();
    const replica = LAG_OF[operation];
    const lag = replica === undefined ? 0 : (lagMs?.[replica] ?? 0);
    return lag > 0 && replicas === 'byTurns' && random() < 0.5 ? now : now - lag;
  }

  function arranged<T>(items: readonly T[], binding: string): readonly T[] {
    switch (behaviours().listOrder) {
      case 'newestFirst':
        return items.toReversed();
      case 'random':
        return shuffled(items, random);
      case 'flips': {
        const count = calls.get(binding) ?? 0;
        calls.set(binding, count + 1);
        return count % 2 === 0 ? items : items.toReversed();
      }
      case undefined:
        return items;
    }
  }

  function stepShown(view: StepView): StepView {
    const model = view.wire.InferenceBenchmark?.ModelConfiguration;
    const parameters = model?.EnvironmentParameters ?? [];
    if (behaviours().environmentOrder === undefined || parameters.length < 2) return view;
    const ModelConfiguration = { ...model, EnvironmentParameters: shuffled(parameters, random) };
    const InferenceBenchmark = { ...view.wire.InferenceBenchmark, ModelConfiguration };
    const wire: WireStep = { ...view.wire, InferenceBenchmark };
    return { wire, json: JSON.stringify(wire) };
  }

  function errorShown(error: ServiceFault): ServiceFault {
    const { errorForm: form, notFoundAs } = behaviours();
    if (error.details.form !== undefined) return error;
    if (notFoundAs !== undefined && error.type === 'ResourceNotFound') return notFoundElsewhere();
    return form === undefined
      ? error
      : new ServiceFault(error.type, error.message, { ...error.details, form });
  }

  return {
    errorShown,
    timeOf,
    isFound: (job, now) => now >= job.timeline.createdAt + (behaviours().appearsAfterMs ?? 0),
    arranged,
    stepShown,
    listedJobShown: wire => (behaviours().listTimes === undefined ? wire : inWholeSeconds(wire)),
    modifiedAt: (job, now) => {
      const at = job.modifiedAt(now);
      switch (behaviours().modifiedTimes) {
        case 'still':
          return job.timeline.createdAt;
        case 'ahead':
          return at + AHEAD_MS;
        case 'backwards':
          return Math.max(job.timeline.createdAt, at - (seedOf(job.name, at) % BACKWARDS_MS));
        case undefined:
          return at;
      }
    },
  };
}

function inWholeSeconds(wire: WireObject): WireObject {
  return Object.fromEntries(
    Object.entries(wire).map(([name, value]) => [
      name,
      TIMES.includes(name) && typeof value === 'number' ? Math.floor(value) : value,
    ]),
  );
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const keyed = items.map(item => ({ item, at: random() }));
  return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
