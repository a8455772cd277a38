import { ACCOUNT, REGION } from '../describeSimulatedJob.js';

/** Types of resource of the second generation, as they stand in ARNs. */
export type AiResource = 'ai-recommendation-job' | 'ai-benchmark-job' | 'ai-workload-config';

/** The ARN of an AI resource. */
export function aiArn(resource: AiResource, name: string): string {
  return `arn:aws:sagemaker:${REGION}:${ACCOUNT}:${resource}/${name}`;
}

/** The name in a name or an ARN. */
export function nameIn(identifier: string): string {
  return identifier.slice(identifier.lastIndexOf('/') + 1);
}
