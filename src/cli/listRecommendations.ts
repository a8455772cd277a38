import type { AIRecommendationJob } from '../core/aiJob.js';
import { counted } from '../core/counted.js';
import { DecodeError } from '../core/decodeError.js';
import { InvalidInputError } from '../core/errors.js';
import { checkFilters, type StepFilters } from '../core/filters.js';
import type { Step } from '../core/step.js';
import { watchedRecommendationJob } from '../core/watchedAIJob.js';
import { recommendationSteps } from '../decode/recommendationSteps.js';
import type { Recommender } from '../recommender.js';
import { checkAccount, type NamedJob } from './flags/namedJob.js';
import type { ListedPage } from './runListing.js';
import { JobStateError } from './requireEnded.js';
import { noRecommendations } from './tables/aiJobText.js';
import { valueOf } from './valueOf.js';

/** The recommendations of a job as a listing of one page. */
export interface ListedRecommendations {
  readonly pages: (recommender: Pick<Recommender, 'ai'>) => AsyncGenerator<ListedPage<Step>, void>;
  /** Once the page is there: what isn't to be seen in it, as a sentence. */
  readonly remark: () => { readonly text: string; readonly isEmpty: boolean } | undefined;
}

/**
 * Lists the recommendations of an AI recommendation job, which are all in its description: one call. Fails with
 * `InvalidInputError` at once for filters that such a listing doesn't have, and with `JobStateError` where the job has no
 * recommendations, as it runs or hasn't completed.
 */
export function listRecommendations(named: NamedJob, filters: StepFilters): ListedRecommendations {
  const { status, stepType, maxItems = Infinity } = checkFilters(filters);
  for (const [name, flag] of [
    ['pageSize', '--page-size'],
    ['startingToken', '--starting-token'],
  ] as const) {
    if (filters[name] === undefined) continue;
    throw new InvalidInputError(
      flag,
      'goes with classic jobs: the recommendations of an AI job have no pages',
    );
  }
  let remark: ReturnType<ListedRecommendations['remark']>;
  async function* pages({ ai }: Pick<Recommender, 'ai'>): AsyncGenerator<ListedPage<Step>, void> {
    const job: AIRecommendationJob = await valueOf(ai.job$(named.name));
    checkAccount(named, job.AIRecommendationJobArn);
    const watched = watchedRecommendationJob(job);
    const { steps, errors } = recommendationSteps(job);
    if (steps.length + errors.length === 0) {
      if (watched.Status !== 'COMPLETED') throw new JobStateError(watched);
      remark = { text: `'${named.jobName}': ${noRecommendations(watched)}`, isEmpty: true };
    }
    const wanted = steps.filter(
      step => (status ?? step.Status) === step.Status && (stepType ?? step.StepType) === step.StepType,
    );
    const items = wanted.slice(0, maxItems);
    const left = wanted.length - items.length;
    if (left > 0)
      remark = { text: `--max-items leaves out ${counted(left, 'recommendation')}`, isEmpty: false };
    const faults = errors.flatMap(error => error.faults);
    yield { items, ...(faults.length > 0 && { error: new DecodeError(faults) }) };
  }
  return { pages, remark: () => remark };
}
