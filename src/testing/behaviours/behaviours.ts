import { InvalidInputError } from '../../core/errors.js';
import type { ErrorForm } from '../serviceFault.js';

/**
 * Behaviours of the service that its documentation doesn't rule out, each of them off unless given. Times are
 * simulated milliseconds.
 *
 * They hold for the answers of a simulator or fake; a fault, on the other hand, strikes single calls.
 */
export interface ServiceBehaviours {
  /**
   * Order of the steps of a job, and of jobs where the request has no `SortBy`. `newestFirst`: a new item moves
   * all others towards the end, also between two pages. `flips`: each call turns the order of the call before.
   * `random`: each call has an order of its own.
   */
  readonly listOrder?: 'newestFirst' | 'flips' | 'random';
  /** Largest number of items on a page, 1 to 100, whatever `MaxResults` says. */
  readonly largestPage?: number;
  /** How far the replicas that answer are behind the account, in milliseconds, for each operation. */
  readonly lagMs?: ReplicaLags;
  /** Which replicas answer: `byTurns` one that is behind and one that is not. Default `behind`: all are behind. */
  readonly replicas?: 'behind' | 'byTurns';
  /** Time after a job's creation for which Describe and the list of its steps don't find it, in milliseconds. */
  readonly appearsAfterMs?: number;
  /** Resolution of the times in the list of jobs: `wholeSeconds`. Describe has milliseconds either way. */
  readonly listTimes?: 'wholeSeconds';
  /** Order of jobs where the request doesn't say one. `ascending`: the oldest first; `byName`: by their names. */
  readonly jobOrder?: 'ascending' | 'byName';
  /** When filters apply. `afterPage`: after a page was cut, so that pages are short or empty although more follow. */
  readonly filters?: 'afterPage';
  /**
   * `LastModifiedTime`. `still`: that of the creation for ever. `ahead`: ten minutes in the future. `backwards`:
   * each change moves it to a time up to a minute before the change, often before that of an earlier change.
   */
  readonly modifiedTimes?: 'still' | 'ahead' | 'backwards';
  /** Whether the first two steps of each job have one endpoint name. For jobs that are added from then on. */
  readonly sharedEndpoint?: boolean;
  /**
   * How an error of the service model is written. `plain`: without a namespace, and with `message`. `header`:
   * its type in the header `x-amzn-errortype` alone.
   */
  readonly errorForm?: Exclude<ErrorForm, 'namespaced'>;
  /** Error for a job that isn't found. `ValidationException`: that of sibling calls, "Requested resource not found." */
  readonly notFoundAs?: 'ValidationException';
  /** Order of a step's environment parameters. `random`: another one in each answer. */
  readonly environmentOrder?: 'random';
  /** A job that has ended runs once more: so long after its end, and for so long. For jobs added from then on. */
  readonly revival?: { readonly afterMs: number; readonly forMs: number };
  /** A job is deleted after its end, and one with its name is created. For jobs added from then on. */
  readonly recreation?: { readonly afterMs: number };
  /**
   * How metrics, statistics and units of AI recommendations are spelt. `shortUnits`: `requests/sec`, `ms`. `docs`:
   * `throughput`, `average`, `tokens/second`. `aiperf`: `request_throughput`, and short units. `seconds`,
   * `microseconds`: latencies in these. Default: as in the published answer, `RequestThroughput`, `avg`,
   * `Requests/Second`, `Milliseconds`.
   */
  readonly aiSpelling?: 'shortUnits' | 'docs' | 'aiperf' | 'seconds' | 'microseconds';
  /**
   * Which statistics AI recommendations have of a latency. `noP99`: p50 and p90. `all`: average, p50 to p99, maximum,
   * minimum. Default: p50 and p90, and of RequestLatency p99, too.
   */
  readonly aiStats?: 'noP99' | 'all';
  /**
   * One value of each AI recommendation that isn't a decimal number as text: the text `''` (`empty`) or `'NaN'`, one with
   * separators of thousands (`grouped`), a JSON number, or `null`.
   */
  readonly aiValues?: 'empty' | 'NaN' | 'grouped' | 'number' | 'null';
  /** Times of AI jobs: as ISO 8601 text, for which the AWS SDK for JavaScript loses the whole answer. */
  readonly aiTimes?: 'iso';
  /**
   * What answers about AI jobs have that clients don't know. `status`: a job is `Pending` for the first sixth of its run.
   * `instanceType`, `optimization`: that of a recommendation. `union`: a member of ModelSource or BenchmarkTarget.
   * `fields`: members of each object.
   */
  readonly aiNewer?: 'status' | 'instanceType' | 'optimization' | 'union' | 'fields';
  /** Time after its creation for which lists don't have an AI job, while Describe finds it, in milliseconds. */
  readonly aiListedAfterMs?: number;
  /**
   * Scaling configuration of a job that isn't COMPLETED, or of a serverless recommendation. `ResourceNotFound`: that
   * error. `empty`: an answer without a configuration. Default: a ValidationException.
   */
  readonly scalingRefusal?: 'ResourceNotFound' | 'empty';
  /** Scaling configurations. `newerPolicies`: one more policy, of an unknown kind. `partial`: some members are absent. */
  readonly scalingAnswer?: 'newerPolicies' | 'partial';
}

/** How far the replicas are behind, in milliseconds. 0 or absent: not at all. */
export interface ReplicaLags {
  readonly describe?: number;
  readonly jobs?: number;
  readonly steps?: number;
}

/** Names of the behaviours. */
export type BehaviourName = keyof ServiceBehaviours;

/** Whether a value is one that a behaviour can have, and what it must be. */
type Rule = readonly [(value: unknown) => boolean, string];

const VALUES: Readonly<Record<BehaviourName, Rule>> = {
  listOrder: oneOf('newestFirst', 'flips', 'random'),
  largestPage: [
    value => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100,
    'must be a whole number from 1 to 100',
  ],
  lagMs: times('describe', 'jobs', 'steps'),
  replicas: oneOf('behind', 'byTurns'),
  appearsAfterMs: [isMilliseconds, 'must be a number of milliseconds from 0'],
  listTimes: oneOf('wholeSeconds'),
  jobOrder: oneOf('ascending', 'byName'),
  filters: oneOf('afterPage'),
  modifiedTimes: oneOf('still', 'ahead', 'backwards'),
  sharedEndpoint: [value => typeof value === 'boolean', 'must be true or false'],
  environmentOrder: oneOf('random'),
  revival: times('afterMs', 'forMs'),
  recreation: times('afterMs'),
  errorForm: oneOf('plain', 'header'),
  notFoundAs: oneOf('ValidationException'),
  aiSpelling: oneOf('shortUnits', 'docs', 'aiperf', 'seconds', 'microseconds'),
  aiStats: oneOf('noP99', 'all'),
  aiValues: oneOf('empty', 'NaN', 'grouped', 'number', 'null'),
  aiTimes: oneOf('iso'),
  aiNewer: oneOf('status', 'instanceType', 'optimization', 'union', 'fields'),
  aiListedAfterMs: [isMilliseconds, 'must be a number of milliseconds from 0'],
  scalingRefusal: oneOf('ResourceNotFound', 'empty'),
  scalingAnswer: oneOf('newerPolicies', 'partial'),
};

/** Names of all behaviours, in the order of their documentation. */
export const BEHAVIOUR_NAMES: readonly BehaviourName[] = Object.keys(VALUES) as BehaviourName[];

/** Returns the behaviours. Throws `InvalidInputError` for one that doesn't exist or has a value it can't have. */
export function checkBehaviours(behaviours: ServiceBehaviours): ServiceBehaviours {
  for (const [name, value] of Object.entries(behaviours) as [string, unknown][]) {
    if (!Object.hasOwn(VALUES, name)) {
      throw new InvalidInputError(
        `behaviours.${name}`,
        `is none of the behaviours ${BEHAVIOUR_NAMES.join(', ')}`,
      );
    }
    const [fits, text] = VALUES[name as BehaviourName];
    if (value !== undefined && !fits(value)) throw new InvalidInputError(`behaviours.${name}`, text);
  }
  return { ...behaviours };
}

/** Milliseconds that the furthest replica is behind. */
export const longestLagMs = ({ lagMs }: ServiceBehaviours): number =>
  Math.max(0, lagMs?.describe ?? 0, lagMs?.jobs ?? 0, lagMs?.steps ?? 0);

function oneOf(...words: readonly string[]): Rule {
  return [value => words.includes(value as string), `must be ${words.join(' or ')}`];
}

function times(...names: readonly string[]): Rule {
  return [
    value =>
      typeof value === 'object' &&
      value !== null &&
      Object.entries(value).every(
        ([name, ms]) => names.includes(name) && (ms === undefined || isMilliseconds(ms)),
      ),
    `must be an object with ${names.join(', ')} in milliseconds from 0`,
  ];
}

function isMilliseconds(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Infinity;
}
