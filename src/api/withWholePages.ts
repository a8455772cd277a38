import type { CallOptions, RecommenderApi } from './recommenderApi.js';
import { notice } from './trace.js';

type Method<I, O> = (input: I, call: CallOptions) => Promise<O>;

/**
 * Asks once more where a success lacks its list: the service may leave an empty list out, and it may have
 * failed. The second such answer is an empty page, and a notice says so.
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
  told: (input: I) => string,
): Method<I, O> {
  return async (input, call) => {
    const first = await list(input, call);
    if (first[member] !== undefined) return first;
    const second = await list(input, call);
    if (second[member] !== undefined) return second;
    notice('NO_LIST', `Two answers ${told(input)}; taken for an empty page.`);
    return { ...second, [member]: [] };
  };
}
