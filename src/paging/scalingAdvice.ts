import type { Observable } from 'rxjs';
import type { ScalingApi, ScalingInput } from '../api/scalingApi.js';
import { checkOptions, finiteNumber, wholeNumber } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { WatchedJob } from '../core/event.js';
import { jobKindOf } from '../core/jobKind.js';
import { checkJobName } from '../core/jobName.js';
import { isRecommendation } from '../core/recommendationStep.js';
import type { ScalingAdvice, ScalingPick, ScalingTraffic } from '../core/scaling.js';
import { isTerminal } from '../core/status.js';
import type { Step } from '../core/step.js';
import { decodeScaling } from '../decode/scaling.js';
import { oneAnswer } from './oneAnswer.js';
import { shallowCopy } from './shallowCopy.js';

/**
 * AWS's advice on the scaling of one result of an Inference Recommender job: a cold stream of one value, one call for
 * each subscription. `jobOf` returns what is known of a job at present.
 *
 * Pick and traffic are checked at subscription, before any call: `InvalidInputError` for what AWS advises nothing on.
 */
export function scalingAdvice(
  api: ScalingApi,
  pick: ScalingPick,
  traffic?: ScalingTraffic,
  jobOf: (jobName: string) => WatchedJob | undefined = () => undefined,
): Observable<ScalingAdvice> {
  const given = shallowCopy(traffic);
  return oneAnswer(() => {
    const input: ScalingInput = { ...pickInput(pick), ...trafficInput(given) };
    const job = jobOf(input.InferenceRecommendationsJobName);
    if (job !== undefined && !isTerminal(job.Status)) {
      throw refused(`job '${job.JobName}' is ${job.Status}: AWS advises on jobs that have completed`);
    }
    return async signal => decodeScaling(await api.getScaling(input, { signal }));
  });
}

const refused = (why: string): InvalidInputError => new InvalidInputError('pick', why);

type PickInput = Pick<ScalingInput, 'InferenceRecommendationsJobName' | 'RecommendationId' | 'EndpointName'>;

function pickInput(pick: unknown): PickInput {
  if (typeof pick !== 'object' || pick === null) throw refused(MUST_BE);
  if ('recommendationId' in pick) {
    const { jobName, recommendationId } = pick as Partial<Record<string, unknown>>;
    if (typeof recommendationId !== 'string' || recommendationId === '') {
      throw new InvalidInputError('pick.recommendationId', 'must be a non-empty string');
    }
    return { InferenceRecommendationsJobName: classicName(jobName), RecommendationId: recommendationId };
  }
  if (!('StepType' in pick)) throw refused(MUST_BE);
  return stepInput(pick as Step);
}

const MUST_BE = 'must be a step of an Inference Recommender job, or { jobName, recommendationId }';

function classicName(jobName: unknown): string {
  if (typeof jobName === 'string' && jobKindOf(jobName) !== 'classic') throw refused(NOT_FOR_AI);
  return checkJobName(jobName);
}

const NOT_FOR_AI = 'AWS has no scaling advice for AI jobs; it is for Inference Recommender jobs alone';

function stepInput(step: Step): PickInput {
  if (isRecommendation(step)) throw refused(NOT_FOR_AI);
  const InferenceRecommendationsJobName = classicName(step.JobName);
  const { EndpointName, ServerlessConfig } = step.InferenceBenchmark?.EndpointConfiguration ?? {};
  if (ServerlessConfig !== undefined)
    throw refused('a serverless endpoint scales by itself, without instances');
  if (step.Status !== 'COMPLETED') throw refused(`is a step that is ${step.Status}; it must be COMPLETED`);
  if (EndpointName === undefined) throw refused('is a step without an EndpointName, by which AWS knows it');
  return { InferenceRecommendationsJobName, EndpointName };
}

function trafficInput(traffic: ScalingTraffic | undefined): Omit<ScalingInput, keyof PickInput> {
  const { minPerMinute, maxPerMinute, targetCpuPercent } = checkOptions<ScalingTraffic>('scaling', traffic, {
    minPerMinute: finiteNumber(1),
    maxPerMinute: finiteNumber(1),
    targetCpuPercent: wholeNumber(1, 100),
  });
  if (maxPerMinute !== undefined && minPerMinute !== undefined && maxPerMinute < minPerMinute) {
    throw new InvalidInputError('scaling.maxPerMinute', 'must not be below minPerMinute');
  }
  const objective = {
    // The service counts whole invocations.
    ...(minPerMinute !== undefined && { MinInvocationsPerMinute: Math.floor(minPerMinute) }),
    ...(maxPerMinute !== undefined && { MaxInvocationsPerMinute: Math.ceil(maxPerMinute) }),
  };
  return {
    ...(targetCpuPercent !== undefined && { TargetCpuUtilizationPerCore: targetCpuPercent }),
    ...(Object.keys(objective).length > 0 && { ScalingPolicyObjective: objective }),
  };
}
