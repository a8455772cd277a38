import { StepstreamError, type ErrorDetails } from './errors.js';
import { describeRegression, type Regression } from './regression.js';
import { counted } from './counted.js';

/** A job is worse than its baseline by more than is allowed. The message has a line for each regression. */
export class RegressionError extends StepstreamError {
  constructor(
    readonly regressions: readonly Regression[],
    details?: ErrorDetails,
  ) {
    const count = counted(regressions.length, 'regression');
    super('REGRESSION', [`${count}:`, ...regressions.map(describeRegression)].join('\n'), details);
  }
}

/** A check for regressions that had nothing to compare, and so fails. */
export class NothingComparedError extends StepstreamError {
  constructor(message: string, details?: ErrorDetails) {
    super('NOTHING_COMPARED', message, details);
  }
}
