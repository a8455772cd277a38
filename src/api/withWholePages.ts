import { callOf } from './callOf.js';
import type { CallOptions } from './callOptions.js';
import { jobNameOf } from './jobNameOf.js';
import type { Operation, ServiceApi } from './serviceApi.js';
import { notice } from './trace.js';

type List = (input: object, call: CallOptions) => Promise<Readonly<Record<string, unknown>>>;

/** The lists of the port, each with the member that has its items. */
const LISTS = {
  listSteps: 'Steps',
  listJobs: 'InferenceRecommendationsJobs',
  listAiRecommendationJobs: 'AIRecommendationJobs',
  listAiBenchmarkJobs: 'AIBenchmarkJobs',
} as const satisfies Partial<Record<Operation, string>>;

/**
 * Makes a call once more where a success lacks its list, as the service may have left an empty list out, or
 * may have failed. The second such answer counts as an empty page, and a notice is published.
 */
export function withWholePages<A extends Partial<ServiceApi>>(api: A): A {
  const lists = Object.entries(LISTS).flatMap(([name, member]) => {
    const list = api[name as keyof typeof LISTS] as List | undefined;
    return list === undefined ? [] : [[name, wholePages(list, member)]];
  });
  return { ...api, ...(Object.fromEntries(lists) as Partial<A>) };
}

function wholePages(list: List, member: string): List {
  return async (input, call) => {
    const first = await list(input, call);
    if (first[member] !== undefined) return first;
    const second = await list(input, call);
    if (second[member] !== undefined) return second;
    const jobName = jobNameOf(input);
    const which = jobName === undefined ? 'had no list of jobs' : `for job '${jobName}' had no ${member}`;
    notice('NO_LIST', `Two answers ${which}; taken for an empty page.`, callOf(second));
    return { ...second, [member]: [] };
  };
}
