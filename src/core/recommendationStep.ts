import type { Step } from './step.js';

/** The StepType of a recommendation. */
export const RECOMMENDATION = 'RECOMMENDATION';

/** Whether a step is a recommendation of an AI recommendation job, and no load test of a classic one. */
export const isRecommendation = (step: Pick<Step, 'StepType'>): boolean => step.StepType === RECOMMENDATION;
