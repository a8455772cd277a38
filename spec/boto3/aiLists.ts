import {
  paginateListAIBenchmarkJobs,
  paginateListAIRecommendationJobs,
  type ListAIBenchmarkJobsCommandInput,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import type { AiRecommendationScript } from '../../src/testing/index.js';
import { integer, pick, seededRandom, seedOf, type Random } from '../../src/testing/random.js';
import type { BotoProcess } from './botoProcess.js';

/** A random question about one of the two lists. */
export interface AiListing {
  readonly kind: 'Recommendation' | 'Benchmark';
  readonly pageSize: number;
  readonly question: AiQuestion;
}

interface AiQuestion {
  readonly NameContains?: string;
  readonly StatusEquals?: string;
  /** In whole seconds since the epoch: boto3 sends no fractions. */
  readonly CreationTimeAfter?: number;
  readonly CreationTimeBefore?: number;
  readonly SortBy?: 'Name' | 'CreationTime' | 'Status';
  readonly SortOrder?: 'Ascending' | 'Descending';
}

/** An AI job of either kind, as a list shows it: times in seconds since the epoch. */
export interface Job {
  readonly name: string;
  readonly status: string;
  readonly createdAt: number;
  readonly endedAt: number | undefined;
}

const HOUR = 3_600_000;
const STATUSES = ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped'];

/** Jobs in every state, some of them created at the same time. */
export function drawAiJobs(seed: number, now: number): AiRecommendationScript[] {
  const random = seededRandom(seedOf('ai jobs', seed));
  return Array.from({ length: 30 }, (_, index) => ({
    name: `${pick(random, ['drawn', 'chat', 'code'])}-${String(index)}`,
    startedAt: now - integer(random, 0, 16) * (HOUR / 4),
    status: pick(random, ['Completed', 'Completed', 'Failed', 'Stopped'] as const),
    stoppingMs: HOUR,
    instanceTypes: ['ml.g6.xlarge'],
  }));
}

/** The listing of a seed, always the same. */
export function drawListing(seed: number, now: number): AiListing {
  const random = seededRandom(seedOf('ai listing', seed));
  const maybe = <T>(share: number, draw: (random: Random) => T): T | undefined =>
    random() < share ? draw(random) : undefined;
  const around = (): number => Math.floor((now - integer(random, 0, 16) * (HOUR / 4)) / 1000);
  const question = {
    NameContains: maybe(0.25, () => pick(random, ['drawn', 'a', '-1', 'none'])),
    StatusEquals: maybe(0.3, () => pick(random, STATUSES)),
    CreationTimeAfter: maybe(0.25, around),
    CreationTimeBefore: maybe(0.25, around),
    SortBy: maybe(0.6, () => pick(random, ['Name', 'CreationTime', 'Status'] as const)),
    SortOrder: maybe(0.5, () => pick(random, ['Ascending', 'Descending'] as const)),
  };
  return {
    kind: pick(random, ['Recommendation', 'Benchmark']),
    pageSize: pick(random, [7, 10, 19, 40, 100]),
    question: Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined)),
  };
}

/** All jobs of a list, in pages of a hundred. */
export async function wholeList(kind: AiListing['kind'], client: SageMakerClient): Promise<readonly Job[]> {
  return (await listByJs(client, kind, {}, 100)).jobs;
}

/**
 * Lists by a plain model on `all` jobs, by the JS SDK and by boto3, and expects the same. Returns the number of pages and
 * of jobs.
 */
export async function compareLists(
  { kind, pageSize, question }: AiListing,
  all: readonly Job[],
  client: SageMakerClient,
  boto: BotoProcess,
): Promise<{ readonly pages: number; readonly jobs: number }> {
  const byJs = (token?: string, most?: number): Promise<Listed> =>
    listByJs(client, kind, question, pageSize, token, most);
  const byBoto = (token?: string, count?: number): Promise<Listed> =>
    listByBoto(boto, kind, question, pageSize, token, count);
  const expected = modelOf(all, question);
  const [mine, theirs] = [await byJs(), await byBoto()];
  expect(mine.jobs, 'JS').deep.equal(expected);
  expect(theirs.jobs, 'boto3').deep.equal(expected);
  expect(mine.pages, 'pages of JS').deep.equal(pagesOf(expected.length, pageSize));
  expect(theirs.pages, 'pages of boto3').deep.equal(mine.pages);
  if (mine.pages.length > 1) {
    const cut = [await byJs(undefined, 1), await byBoto(undefined, 1)] as const;
    const rest = [await byBoto(cut[0].token), await byJs(cut[1].token)] as const;
    expect([...cut[0].jobs, ...rest[0].jobs], 'JS, then boto3').deep.equal(expected);
    expect([...cut[1].jobs, ...rest[1].jobs], 'boto3, then JS').deep.equal(expected);
  }
  return { pages: mine.pages.length, jobs: expected.length };
}

interface Listed {
  readonly jobs: readonly Job[];
  /** Number of jobs on each page. */
  readonly pages: readonly number[];
  readonly token: string | undefined;
}

/** What the list answers, by filtering and sorting an array. */
function modelOf(all: readonly Job[], question: AiQuestion): Job[] {
  const { NameContains = '', StatusEquals, CreationTimeAfter = 0, CreationTimeBefore = Infinity } = question;
  const { SortBy = 'CreationTime', SortOrder = 'Descending' } = question;
  const key = ({ name, status, createdAt }: Job): readonly (string | number)[] =>
    SortBy === 'Name' ? [name] : [SortBy === 'Status' ? status : createdAt, name];
  const ascending = all
    .filter(({ name }) => name.includes(NameContains))
    .filter(({ status }) => StatusEquals === undefined || status === StatusEquals)
    .filter(({ createdAt }) => createdAt > CreationTimeAfter && createdAt < CreationTimeBefore)
    .toSorted((a, b) => inOrder(key(a), key(b)));
  return SortOrder === 'Ascending' ? ascending : ascending.toReversed();
}

function inOrder(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}

const pagesOf = (jobs: number, pageSize: number): number[] =>
  Array.from({ length: Math.max(1, Math.ceil(jobs / pageSize)) }, (_, page) =>
    Math.min(pageSize, jobs - page * pageSize),
  );

async function listByJs(
  client: SageMakerClient,
  kind: AiListing['kind'],
  question: AiQuestion,
  pageSize: number,
  startingToken?: string,
  most = Infinity,
): Promise<Listed> {
  const { CreationTimeAfter: after, CreationTimeBefore: before, ...rest } = question;
  const input = {
    ...rest,
    ...(after !== undefined && { CreationTimeAfter: new Date(after * 1000) }),
    ...(before !== undefined && { CreationTimeBefore: new Date(before * 1000) }),
  } as ListAIBenchmarkJobsCommandInput;
  const settings = { client, pageSize, ...(startingToken !== undefined && { startingToken }) };
  const jobs: Job[] = [];
  const pages: number[] = [];
  let token: string | undefined;
  const paginate = kind === 'Benchmark' ? paginateListAIBenchmarkJobs : paginateListAIRecommendationJobs;
  for await (const page of paginate(settings, input)) {
    const { [`AI${kind}Jobs`]: items = [], NextToken } = page as unknown as Record<string, Wire[]> & {
      NextToken?: string;
    };
    jobs.push(...items.map(item => jobOf(kind, item)));
    pages.push(items.length);
    token = NextToken;
    if (pages.length >= most) break;
  }
  return { jobs, pages, token };
}

async function listByBoto(
  boto: BotoProcess,
  kind: AiListing['kind'],
  question: AiQuestion,
  PageSize: number,
  StartingToken?: string,
  count?: number,
): Promise<Listed> {
  const PaginationConfig = { PageSize, ...(StartingToken !== undefined && { StartingToken }) };
  const { items, pages, nextToken, error } = await boto.ask({
    do: 'pages',
    operation: `list_ai_${kind.toLowerCase()}_jobs`,
    args: { ...question, PaginationConfig },
    ...(count !== undefined && { count }),
  });
  expect(error, 'boto3').equal(null);
  return { jobs: (items as Wire[]).map(item => jobOf(kind, item)), pages, token: nextToken ?? undefined };
}

type Wire = Readonly<Record<string, unknown>>;

function jobOf(kind: AiListing['kind'], wire: Wire): Job {
  const time = (value: unknown): number | undefined =>
    value instanceof Date ? value.getTime() / 1000 : (value as number | undefined);
  return {
    name: String(wire[`AI${kind}JobName`]),
    status: String(wire[`AI${kind}JobStatus`]),
    createdAt: time(wire['CreationTime'])!,
    endedAt: time(wire['EndTime']),
  };
}
