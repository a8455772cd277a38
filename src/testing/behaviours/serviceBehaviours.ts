import { integer, pick, seededRandom, type Random } from '../random.js';
import { BEHAVIOUR_NAMES, type BehaviourName, type ServiceBehaviours } from './behaviours.js';

/** Longest lag of a replica, in milliseconds. */
const LONGEST_LAG_MS = 40_000;
/** Likelihood of each behaviour in a combination. */
const LIKELIHOOD = 0.3;

type Draws = { readonly [K in BehaviourName]-?: (random: Random) => NonNullable<ServiceBehaviours[K]> };

const DRAWS: Draws = {
  listOrder: random => pick(random, ['newestFirst', 'flips', 'random']),
  largestPage: random => pick(random, [1, 3, 10, 10]),
  lagMs: random => ({ describe: lag(random), jobs: lag(random), steps: lag(random) }),
  replicas: random => pick(random, ['behind', 'byTurns']),
  appearsAfterMs: random => integer(random, 1_000, 20_000),
  listTimes: () => 'wholeSeconds',
  jobOrder: random => pick(random, ['ascending', 'byName']),
  filters: () => 'afterPage',
  modifiedTimes: random => pick(random, ['still', 'ahead', 'backwards']),
  sharedEndpoint: () => true,
  environmentOrder: () => 'random',
  revival: random => ({ afterMs: integer(random, 0, 120_000), forMs: integer(random, 5_000, 60_000) }),
  recreation: random => ({ afterMs: integer(random, 0, 120_000) }),
  errorForm: random => pick(random, ['plain', 'header']),
  notFoundAs: () => 'ValidationException',
  aiSpelling: random => pick(random, ['shortUnits', 'docs', 'aiperf', 'seconds', 'microseconds']),
  aiStats: random => pick(random, ['noP99', 'all']),
  aiValues: random => pick(random, ['empty', 'NaN', 'grouped', 'number', 'null']),
  aiTimes: () => 'iso',
  aiNewer: random => pick(random, ['status', 'instanceType', 'optimization', 'union', 'fields']),
  aiListedAfterMs: random => integer(random, 1_000, 60_000),
  scalingRefusal: random => pick(random, ['ResourceNotFound', 'empty']),
  scalingAnswer: random => pick(random, ['newerPolicies', 'partial']),
};

const lag = (random: Random): number => (random() < 0.3 ? 0 : integer(random, 1_000, LONGEST_LAG_MS));

/**
 * Draws a combination of behaviours of the service, for tests that run with many seeds: the same seed always
 * gives the same combination.
 *
 * Each of the behaviours `among` (default: all) is part of it with a likelihood of 0.3. Replicas are behind by
 * 40 s at most.
 *
 * @example
 * ```ts
 * import { fakeRecommender, serviceBehaviours } from 'stepstream/testing';
 *
 * for (let seed = 1; seed <= 20; seed++) {
 *   const behaviours = serviceBehaviours(seed, ['listOrder', 'largestPage', 'lagMs']);
 *   const fake = fakeRecommender({ seed, behaviours, jobs: [{ name: 'my-job', live: true }] });
 *   console.log(seed, behaviours, fake.now());
 * }
 * ```
 */
export function serviceBehaviours(
  seed: number,
  among: readonly BehaviourName[] = BEHAVIOUR_NAMES,
): ServiceBehaviours {
  const random = seededRandom(seed);
  // Each behaviour takes its numbers whether it is part of the combination or not.
  const drawn = BEHAVIOUR_NAMES.map(name => [name, random() < LIKELIHOOD, DRAWS[name](random)] as const);
  return Object.fromEntries(
    drawn.flatMap(([name, on, value]) => (on && among.includes(name) ? [[name, value]] : [])),
  );
}
