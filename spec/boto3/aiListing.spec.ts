import { expect } from 'chai';
import { AIBenchmarkJobSummary, AIRecommendationJobSummary } from '../../src/codecs.js';
import { toBotoToken, toFullResult, type AIJobFilters } from '../../src/index.js';
import { integer, pick, seededRandom, type Random } from '../../src/testing/random.js';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { runs } from '../support/runs.js';
import { useTwoSides } from './twoSides.js';

/** Settings of each kind: STEPSTREAM_SEED=n runs the one of that seed. */
const COUNT = runs(6);
const ONLY = process.env['STEPSTREAM_SEED'];
const SEEDS = ONLY === undefined ? Array.from({ length: COUNT }, (_, index) => index + 1) : [Number(ONLY)];

const START = Date.UTC(2026, 0, 15, 9);
const WORLD = {
  seed: 3,
  speed: 0,
  startTime: START,
  aiJobs: Array.from({ length: 21 }, (_, n) => script(n)),
  aiBenchmarks: Array.from({ length: 33 }, (_, n) => script(n)),
};

function script(n: number) {
  const status = (['Completed', 'Failed', 'Stopped'] as const)[n % 3];
  // Each tenth runs, and two of three are created at the same time as another one.
  const startedAt = START - (n % 10 === 0 ? 1_000 : 86_400_000 + Math.floor(n / 3) * 60_000);
  return {
    name: `${n % 2 === 0 ? 'nightly' : 'weekly'}-${String(n)}`,
    runMs: 60_000,
    startedAt,
    ...(status && { status }),
  };
}

const KINDS = {
  recommendation: {
    operation: 'list_ai_recommendation_jobs',
    encode: (job: unknown): unknown => AIRecommendationJobSummary.encode(job as AIRecommendationJobSummary),
  },
  benchmark: {
    operation: 'list_ai_benchmark_jobs',
    encode: (job: unknown): unknown => AIBenchmarkJobSummary.encode(job as AIBenchmarkJobSummary),
  },
} as const;
const AI_STATUSES = {
  IN_PROGRESS: 'InProgress',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  STOPPED: 'Stopped',
} as const;

/** Filters as we take them, and as boto3 does. */
function drawFilters(random: Random): readonly [ours: AIJobFilters, theirs: Record<string, unknown>] {
  const drawn = <T>(share: number, draw: () => T): T | undefined => (random() < share ? draw() : undefined);
  const status = drawn(0.3, () => pick(random, Object.keys(AI_STATUSES) as (keyof typeof AI_STATUSES)[]));
  const nameContains = drawn(0.3, () => pick(random, ['nightly', 'weekly', '1']));
  const sortBy = drawn(0.5, () => pick(random, ['Name', 'CreationTime', 'Status'] as const));
  const sortOrder = drawn(0.5, () => pick(random, ['Ascending', 'Descending'] as const));
  const creationTimeAfter = drawn(0.2, () => new Date(START - 86_400_000 + 1_000 * integer(random, 0, 600)));
  const theirs = {
    StatusEquals: status && AI_STATUSES[status],
    NameContains: nameContains,
    SortBy: sortBy,
    SortOrder: sortOrder,
    CreationTimeAfter: creationTimeAfter === undefined ? undefined : creationTimeAfter.getTime() / 1_000,
  };
  return [
    { status, nameContains, sortBy, sortOrder, creationTimeAfter },
    Object.fromEntries(Object.entries(theirs).filter(([, value]) => value !== undefined)),
  ];
}

describe(`lists of AI jobs beside boto3: ${String(COUNT)} random settings`, function () {
  this.timeout(Math.max(CHILD_LIMIT_MS, COUNT * 2_000));
  const sides = useTwoSides(WORLD);

  for (const [kind, { operation, encode }] of Object.entries(KINDS))
    it(`give what boto3 gives, each side going on from the token of either: ${kind} jobs`, async () => {
      const { boto, recommender } = sides;
      for (const seed of SEEDS) {
        const random = seededRandom(seed);
        const [filters, args] = drawFilters(random);
        const whole = await boto.ask({ do: 'full', args, operation });
        const came: unknown[] = [];
        let token: string | undefined;
        do {
          const pageSize = integer(random, 1, 20);
          const maxItems = integer(random, 1, 30);
          const PaginationConfig = {
            PageSize: pageSize,
            MaxItems: maxItems,
            ...(token && { StartingToken: token }),
          };
          const list$ = kind === 'benchmark' ? recommender.ai.benchmarks$ : recommender.ai.jobs$;
          const options = { ...filters, pageSize, maxItems, startingToken: token };
          const [mine, other] = await Promise.all([
            toFullResult<unknown>(list$(options)),
            boto.ask({ do: 'full', args: { ...args, PaginationConfig }, operation }),
          ]);
          const at = `seed ${String(seed)}, ${JSON.stringify({ ...args, PaginationConfig })}`;
          expect(other.error, at).equal(null);
          const items = mine.jobs.map(encode);
          const wanted = whole.items.slice(came.length, came.length + maxItems);
          expect(items, at).deep.equal(wanted);
          // botocore forgets an offset that is longer than the first page; ours doesn't, as its items show.
          const offset = token === undefined ? 0 : offsetOf(token);
          if (offset <= pageSize) expect(other.items, at).deep.equal(items);
          came.push(...items);
          const next = mine.resumeToken === undefined ? undefined : toBotoToken(mine.resumeToken);
          if (offset <= pageSize && offset === 0)
            expect(next === undefined, at).equal(other.resumeToken === null);
          token = random() < 0.5 && other.resumeToken !== null && offset === 0 ? other.resumeToken : next;
        } while (token !== undefined);
        expect(came, `seed ${String(seed)}`).deep.equal(whole.items);
      }
    });
});

const offsetOf = (token: string): number =>
  (JSON.parse(Buffer.from(token, 'base64').toString()) as { boto_truncate_amount?: number })
    .boto_truncate_amount ?? 0;
