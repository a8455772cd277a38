import { endpointKind } from '../../core/instance.js';
import { InvalidInputError, StepstreamError } from '../../core/errors.js';
import type { ScalingAdvice } from '../../core/scaling.js';
import { isTerminal, type Status } from '../../core/status.js';
import type { Step } from '../../core/step.js';
import { stepLabel } from '../../core/stepLabel.js';
import type { Recommender } from '../../recommender.js';
import { oneLine } from '../../words/oneLine.js';
import { valueOf } from '../valueOf.js';
import type { WantedScaling } from './scalingSettings.js';

/** How AWS advises to scale a pick. */
export interface AdvisedScaling extends WantedScaling {
  readonly advice: ScalingAdvice;
}

/**
 * Asks AWS how the pick of a job should scale: one call. Fails with `InvalidInputError` before it, for a serverless pick and a job that
 * runs. AWS documents its advice for the ten recommendations of a job, so that it may refuse another step: then the error says so.
 */
export async function adviseScaling(
  recommender: Pick<Recommender, 'scaling$'>,
  job: { readonly JobName: string; readonly Status: Status | undefined },
  pick: Step,
  wanted: WantedScaling,
): Promise<AdvisedScaling> {
  if (job.Status !== undefined && !isTerminal(job.Status)) {
    throw new InvalidInputError(
      '--scaling',
      `job '${job.JobName}' is ${job.Status}: AWS advises on jobs that have completed`,
    );
  }
  if (endpointKind(pick) === 'serverless') {
    throw new InvalidInputError(
      '--scaling',
      `the pick is ${stepLabel(pick)}, which scales by itself; --endpoint realtime leaves such out`,
    );
  }
  try {
    return { ...wanted, advice: await valueOf(recommender.scaling$(pick, wanted.traffic)) };
  } catch (error) {
    if (!(error instanceof StepstreamError) || !/^(VALIDATION|NOT_FOUND)$/.test(error.code)) throw error;
    const { message } = error.cause instanceof Error ? error.cause : error;
    throw new StepstreamError(
      'VALIDATION',
      `AWS gives no advice on scaling for ${stepLabel(pick)}. It is documented for the recommendations of a job, ten at most, ` +
        `which 'stepstream describe ${job.JobName}' shows: ${oneLine(message)}`,
      { cause: error },
    );
  }
}
