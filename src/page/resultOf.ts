import { of } from 'rxjs';
import type { StepsPage } from '../core/page.js';
import type { Step } from '../core/step.js';
import type { StepFold } from '../operators/base/source.js';

/**
 * What an operator makes of steps that are all there: they are a listing of one page, which it answers at
 * once. Undefined where it gives no answer.
 */
export function resultOf<T>(steps: readonly Step[], operator: StepFold<T>): T | undefined {
  const page: StepsPage = { jobName: '', index: 0, steps };
  let last: T | undefined;
  of(page)
    .pipe(operator)
    .subscribe({
      next: result => (last = result),
      error: (error: unknown) => {
        throw error;
      },
    });
  return last;
}
