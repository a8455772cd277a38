import type { AdvisedScaling } from './adviseScaling.js';
import { scalingCommands } from './scalingCommands.js';

/** The advice as JSON: what was asked, and what AWS says; with the commands of aws-cli where they were asked for. */
export function scalingDocument(scaling: AdvisedScaling): object {
  const { form, traffic, advice } = scaling;
  const { raw: _, ...said } = advice;
  return { ...traffic, ...said, ...(form === 'aws-cli' && scalingCommands(scaling)) };
}
