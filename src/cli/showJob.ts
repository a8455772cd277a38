import { lastValueFrom, share, tap, toArray } from 'rxjs';
import type { Step } from '../core/step.js';
import { bestByCost } from '../operators/bestByCost.js';
import { decodeSteps } from '../operators/decodeSteps.js';
import type { Recommender } from '../recommender.js';
import { placeOf } from './format.js';
import { progressLine } from './progressLine.js';
import { report } from './report.js';

/** Lists a job with a progress line, and writes what came of it. */
export async function showJob(
  recommender: Pick<Recommender, 'steps$'>,
  jobName: string,
  pageSize: number,
  output: NodeJS.WriteStream,
): Promise<void> {
  const progress = progressLine(output);
  const pages$ = recommender.steps$(jobName, { pageSize }).pipe(share());
  let best: Step | undefined;
  // The first subscriber of the two: the answer is known when the page is told of.
  const picking = pages$.pipe(bestByCost()).forEach(step => {
    best = step;
  });
  let count = 0;
  const steps$ = pages$.pipe(
    tap(({ index, steps }) => {
      count += steps.length;
      const cheapest = best === undefined ? 'none yet' : placeOf(best);
      progress.update(`page ${String(index + 1)}, ${String(count)} steps, cheapest so far: ${cheapest}`);
    }),
    decodeSteps(),
    toArray(),
  );
  try {
    const [steps] = await Promise.all([lastValueFrom(steps$, { defaultValue: [] }), picking]);
    progress.end();
    output.write(`\n${report(jobName, steps, best)}\n`);
  } finally {
    progress.end();
  }
}
