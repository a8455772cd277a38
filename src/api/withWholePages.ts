import type { ListStepsOutput, RecommenderApi } from './recommenderApi.js';
import { notice } from './trace.js';

/**
 * Asks once more where a success has no `Steps`: the service may leave an empty list out, and it may have
 * failed. The second such answer is an empty page, and a notice says so.
 */
export function withWholePages(api: RecommenderApi): RecommenderApi {
  return {
    ...api,
    async listSteps(input, call): Promise<ListStepsOutput> {
      const first = await api.listSteps(input, call);
      if (first.Steps !== undefined) return first;
      const second = await api.listSteps(input, call);
      if (second.Steps !== undefined) return second;
      notice('NO_STEPS', `Two answers for job '${input.JobName}' had no Steps; taken for an empty page.`);
      return { ...second, Steps: [] };
    },
  };
}
