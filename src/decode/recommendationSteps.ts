import type { AIRecommendation as Received } from '../core/aiRecommendation.js';
import type { AIRecommendationJob } from '../core/aiJob.js';
import type { DecodeError } from '../core/decodeError.js';
import { joinPath } from '../core/joinPath.js';
import { configurationKey } from '../core/keys.js';
import { qualifiedName } from '../core/jobKind.js';
import { RECOMMENDATION } from '../core/recommendationStep.js';
import type { EndpointConfiguration, EnvironmentParameter, Step } from '../core/step.js';
import { AIRecommendation } from './aiRecommendation.js';
import { decodeWith } from './decodeWith.js';
import { readFigures } from './readFigures.js';

/** The recommendations of a job. */
export interface RecommendationSteps {
  /** In AWS's order, the best for the job's own target first. */
  readonly steps: readonly Step[];
  /** One for each recommendation that can't be decoded; its path has the index. */
  readonly errors: readonly DecodeError[];
}

/**
 * Makes the steps of an AI recommendation job, whose recommendations are decoded one by one: a bad one costs no other, and
 * a bad row of figures is a fault in `figures` of its step. A null recommendation is left out. The name `EndpointName` of
 * a step is its key, so that `stepKey` returns it: see `Step`.
 *
 * @example
 * ```ts
 * import { connect, recommendationSteps } from 'stepstream';
 *
 * connect()
 *   .ai.job$('nightly')
 *   .subscribe(job => {
 *     const { steps, errors } = recommendationSteps(job);
 *     console.log(steps.length, errors.length);
 *   });
 * ```
 */
export function recommendationSteps(job: AIRecommendationJob): RecommendationSteps {
  const JobName = qualifiedName({ kind: 'recommendation', name: job.AIRecommendationJobName });
  const framework = job.InferenceSpecification?.Framework;
  const counts = new Map<string, number>();
  const steps: Step[] = [];
  const errors: DecodeError[] = [];
  (job.Recommendations ?? []).forEach((received, index) => {
    if (received === null) return;
    const path = joinPath('Recommendations', String(index));
    const decoded = decodeWith(AIRecommendation, received, () => path);
    if (decoded._tag === 'Left') {
      errors.push(decoded.left);
      return;
    }
    const step = stepOf(decoded.right);
    const key = keyOf(decoded.right, step);
    const ordinal = counts.get(key) ?? 0;
    counts.set(key, ordinal + 1);
    steps.push({
      ...withKey({ ...step, JobName }, ordinal === 0 ? key : `${key}#${String(ordinal)}`),
      ...(framework !== undefined && { framework }),
      // The rows as received: without its null rows the list has other indices.
      figures: readFigures((received as Received).ExpectedPerformance ?? [], row =>
        joinPath(joinPath(path, 'ExpectedPerformance'), String(row)),
      ),
    });
  });
  return { steps, errors };
}

/** The step of a recommendation, without its key. */
function stepOf(recommendation: Received): Step {
  const { ModelDetails, DeploymentConfiguration: deployment } = recommendation;
  const details = ModelDetails?.InstanceDetails;
  // Both say the same in all that is published. Several details would name several deployments.
  const only = details?.length === 1 ? details[0] : undefined;
  const InstanceType = deployment?.InstanceType ?? only?.InstanceType;
  const InitialInstanceCount = deployment?.InstanceCount ?? only?.InstanceCount;
  const specification = ModelDetails?.InferenceSpecificationName;
  const parameters = Object.entries(deployment?.EnvironmentVariables ?? {}).map(
    ([Key, Value]): EnvironmentParameter => ({ Key, ValueType: 'String', Value }),
  );
  return {
    StepType: RECOMMENDATION,
    JobName: '',
    Status: 'COMPLETED',
    InferenceBenchmark: {
      EndpointConfiguration: {
        EndpointName: '',
        VariantName: '',
        ...(InstanceType !== undefined && { InstanceType }),
        ...(InitialInstanceCount !== undefined && { InitialInstanceCount }),
      },
      ModelConfiguration: {
        ...(specification !== undefined && { InferenceSpecificationName: specification }),
        ...(parameters.length > 0 && { EnvironmentParameters: parameters }),
      },
    },
    AIRecommendation: recommendation,
  };
}

/** Model package and specification, never the index: rows move. Without both, the configuration. */
function keyOf({ ModelDetails }: Received, step: Step): string {
  const { ModelPackageArn, InferenceSpecificationName } = ModelDetails ?? {};
  const names = [ModelPackageArn, InferenceSpecificationName].filter(name => (name ?? '') !== '');
  return names.length === 0 ? configurationKey(step) : names.join('/');
}

function withKey(step: Step, EndpointName: string): Step {
  const { InferenceBenchmark: benchmark = { ModelConfiguration: {} } } = step;
  const EndpointConfiguration: EndpointConfiguration = {
    VariantName: '',
    ...benchmark.EndpointConfiguration,
    EndpointName,
  };
  return { ...step, InferenceBenchmark: { ...benchmark, EndpointConfiguration } };
}
