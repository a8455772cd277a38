import type { CallOptions, RecommenderApi } from './recommenderApi.js';
import { notice } from './trace.js';

type Method<I, O> = (input: I, call: CallOptions) => Promise<O>;

/**
 * Makes a call once more where a success lacks its list, as the service may have left an empty list out, or
 * may have failed. The second such answer counts as an empty page, and a notice is published.
 */
export function withWholePages(api: RecommenderApi): RecommenderApi {
  return {
    ...api,
    listSteps: wholePages(api.listSteps, 'Steps', ({ JobName }) => `for job '${JobName}' had no Steps`),
    listJobs: wholePages(api.listJobs, 'InferenceRecommendationsJobs', () => 'had no list of jobs'),
  };
}

function wholePages<I, O extends object>(
  list: Method<I, O>,
  member: keyof O,
  describe: (input: I) => string,
): Method<I, O> {
  return async (input, call) => {
    const first = await list(input, call);
    if (first[member] !== undefined) return first;
    const second = await list(input, call);
    if (second[member] !== undefined) return second;
    notice('NO_LIST', `Two answers ${describe(input)}; taken for an empty page.`);
    return { ...second, [member]: [] };
  };
}
