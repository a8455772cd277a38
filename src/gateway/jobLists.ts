import { EMPTY, firstValueFrom, map, type Observable } from 'rxjs';
import type { AIJobFilters } from '../core/filters.js';
import type { JobKind } from '../core/jobKind.js';
import type { AIJobList, JobList } from '../core/message.js';
import type { JobsPage } from '../core/page.js';
import { watchedBenchmarkJob, watchedRecommendationJob } from '../core/watchedAIJob.js';
import {
  AIJobList as AIJobListCodec,
  JobList as JobListCodec,
  type WireAIJobList,
  type WireJobList,
} from '../decode/message.js';
import type { WatchSource } from './gatewayOptions.js';

/** A list of jobs of one kind, as the gateway sends it. */
export type AnyJobList = JobList | AIJobList;

/** Asks for the first page of the list of a kind. */
export type JobLists = (kind: JobKind, filters?: AIJobFilters) => Promise<AnyJobList>;

/** The lists of a recommender. A list without a page is empty. */
export function jobLists(source: Pick<WatchSource, 'jobs$' | 'ai'>): JobLists {
  return (kind, filters) => firstValueFrom(listOf(source, kind, filters), { defaultValue: emptyList(kind) });
}

/** A list without jobs. */
export const emptyList = (kind: JobKind): AnyJobList =>
  kind === 'classic' ? { jobs: [] } : { kind, jobs: [] };

/** A list in the form of the wire. */
export const encodeList = (list: AnyJobList): WireJobList | WireAIJobList =>
  'kind' in list ? AIJobListCodec.encode(list) : JobListCodec.encode(list);

/** Reads a list in the form of the wire; undefined where it isn't one of this kind. */
export function decodeList(kind: JobKind, wire: unknown): AnyJobList | undefined {
  const decoded = kind === 'classic' ? JobListCodec.decode(wire) : AIJobListCodec.decode(wire);
  return decoded._tag === 'Right' ? decoded.right : undefined;
}

function listOf(
  source: Pick<WatchSource, 'jobs$' | 'ai'>,
  kind: JobKind,
  filters: AIJobFilters | undefined,
): Observable<AnyJobList> {
  switch (kind) {
    case 'classic':
      return source.jobs$(filters).pipe(map(page => ({ jobs: page.jobs, ...afterOf(page) })));
    case 'recommendation':
      return (source.ai?.jobs$(filters) ?? EMPTY).pipe(
        map(page => ({ kind, jobs: page.jobs.map(watchedRecommendationJob), ...afterOf(page) })),
      );
    case 'benchmark':
      return (source.ai?.benchmarks$(filters) ?? EMPTY).pipe(
        map(page => ({ kind, jobs: page.jobs.map(watchedBenchmarkJob), ...afterOf(page) })),
      );
  }
}

const afterOf = ({ resumeToken }: JobsPage<unknown>): { readonly after?: string } =>
  resumeToken === undefined ? {} : { after: resumeToken };
