import { map, type Observable } from 'rxjs';
import { InvalidInputError } from '../core/errors.js';
import type { JobFilters } from '../core/filters.js';
import type { JobKind } from '../core/jobKind.js';
import type { JobsPage } from '../core/page.js';
import type { Recommender } from '../recommender.js';
import { eachPage } from './eachPage.js';
import { startOfJobs } from './flags/startToken.js';
import { listedBenchmark, listedClassic, listedRecommendation, type ListedJob } from './listedJob.js';
import type { ListedPage } from './runListing.js';

/** Where a listing of jobs goes on: in one of its kinds, and there at a token. */
interface Place {
  readonly kind: JobKind;
  readonly token: string | undefined;
}

/** A listing of jobs of one kind, or of one kind after the other. */
export interface KindsListing {
  /** Token of its start. */
  readonly start: string;
  /** Its pages, each asked for when it is wanted. */
  readonly pages: (
    recommender: Pick<Recommender, 'jobs$' | 'ai'>,
  ) => AsyncGenerator<ListedPage<ListedJob>, void>;
}

/**
 * Makes the listing of these kinds. Each kind is a listing of its own, sorted by the service; the tokens of several have the kind
 * in front: `benchmark/stepstream1.…`. `maxItems` counts for all kinds together. Fails as the listings do, before any call.
 */
export function listingOfKinds(kinds: readonly JobKind[], filters: JobFilters): KindsListing {
  const { startingToken, maxItems, ...wanted } = filters;
  const first = placeOf(kinds, startingToken);
  const write = (kind: JobKind, token: string): string => (kinds.length === 1 ? token : `${kind}/${token}`);
  const startAt = ({ kind, token }: Place): string =>
    write(kind, startOfJobs(kind, { ...wanted, maxItems, startingToken: token }));
  const start = startAt(first);

  async function* pages(
    recommender: Pick<Recommender, 'jobs$' | 'ai'>,
  ): AsyncGenerator<ListedPage<ListedJob>, void> {
    let left = maxItems;
    for (let i = kinds.indexOf(first.kind); i < kinds.length; i += 1) {
      const kind = kinds[i] ?? first.kind;
      const next = kinds[i + 1];
      const ofKind = {
        ...wanted,
        maxItems: left,
        startingToken: kind === first.kind ? first.token : undefined,
      };
      for await (const { jobs, resumeToken } of eachPage(gate$ =>
        jobsOf(recommender, kind, { ...ofKind, gate$ }),
      )) {
        if (left !== undefined) left -= jobs.length;
        const onward = next && startAt({ kind: next, token: undefined });
        yield {
          items: jobs,
          resumeToken: resumeToken === undefined ? onward : write(kind, resumeToken),
        };
      }
      if (left === 0) return;
    }
  }
  return { start, pages };
}

function placeOf(kinds: readonly JobKind[], token: string | undefined): Place {
  const [only] = kinds;
  if (only !== undefined && (kinds.length === 1 || token === undefined)) return { kind: only, token };
  const [, name, rest] = /^([a-z]+)\/(.+)$/s.exec(token ?? '') ?? [];
  const kind = kinds.find(one => one === name);
  if (kind === undefined) {
    throw new InvalidInputError(
      'startingToken',
      'is none of a listing of all kinds; list again from the start',
    );
  }
  return { kind, token: rest };
}

/** A page of any kind. */
interface PageOfKind {
  readonly jobs: readonly ListedJob[];
  readonly resumeToken: string | undefined;
}

function jobsOf(
  recommender: Pick<Recommender, 'jobs$' | 'ai'>,
  kind: JobKind,
  filters: JobFilters,
): Observable<PageOfKind> {
  const as = <J>(page$: Observable<JobsPage<J>>, listed: (job: J) => ListedJob): Observable<PageOfKind> =>
    page$.pipe(map(({ jobs, resumeToken }) => ({ jobs: jobs.map(listed), resumeToken })));
  switch (kind) {
    case 'classic':
      return as(recommender.jobs$(filters), listedClassic);
    case 'recommendation':
      return as(recommender.ai.jobs$(filters), listedRecommendation);
    case 'benchmark':
      return as(recommender.ai.benchmarks$(filters), listedBenchmark);
  }
}
