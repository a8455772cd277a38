import type { ScalingAdvice } from '../../core/scaling.js';
import type { AdvisedScaling } from './adviseScaling.js';
import { scalingCommands, type ScalingCommands } from './scalingCommands.js';

/** The advice of `best --scaling` as JSON; with the commands for `--scaling=aws-cli`. */
export type ScalingDocument = AdvisedScaling['traffic'] &
  Omit<ScalingAdvice, 'raw'> &
  Partial<ScalingCommands>;

/** The advice as JSON: what was asked, and what AWS says; with the commands of aws-cli where they were asked for. */
export function scalingDocument(scaling: AdvisedScaling): ScalingDocument {
  const { form, traffic, advice } = scaling;
  const { raw: _, ...said } = advice;
  return { ...traffic, ...said, ...(form === 'aws-cli' && scalingCommands(scaling)) };
}
