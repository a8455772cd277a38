import type { StepEvent } from '../../core/event.js';

/** What a step of a watch is called where there are several jobs: the keys of two jobs may be equal. */
export function stepId({ jobName, key }: Pick<StepEvent, 'jobName' | 'key'>): string {
  return `${jobName} ${key}`;
}
