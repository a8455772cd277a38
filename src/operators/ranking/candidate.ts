import type { Metrics, Step } from '../../core/step.js';
import { METRICS, metricOf } from './metric.js';
import type { Candidate } from './order.js';

/** A step with its metrics as own fields, by getters: a copy of a step costs more than a comparison. */
class StepView {
  constructor(readonly step: Step) {}
}

const FIELDS: Readonly<Record<keyof Step, 0>> = {
  StepType: 0,
  JobName: 0,
  Status: 0,
  InferenceBenchmark: 0,
  AIRecommendation: 0,
  figures: 0,
  framework: 0,
};

for (const field of Object.keys(FIELDS) as (keyof Step)[]) define(field, step => step[field]);
for (const metric of METRICS) define(metric, step => metricOf(step, metric));

function define(name: keyof Step | keyof Metrics, read: (step: Step) => unknown): void {
  Object.defineProperty(StepView.prototype, name, {
    get(this: StepView) {
      return read(this.step);
    },
  });
}

/** Returns the step in the form that an order compares. */
export function candidateOf(step: Step): Candidate {
  return new StepView(step) as unknown as Candidate;
}
