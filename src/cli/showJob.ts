import { lastValueFrom, share, tap, toArray } from 'rxjs';
import { bestByCost } from '../operators/bestByCost.js';
import { decodeSteps } from '../operators/decodeSteps.js';
import type { Recommender } from '../recommender.js';
import type { Step } from '../core/step.js';
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
  let pages = 0;
  let seen = 0;
  let best: Step | undefined;
  const pages$ = recommender.steps$(jobName, { pageSize }).pipe(share());
  try {
    // The answer is known while the pages still arrive.
    const best$ = pages$.pipe(
      bestByCost(),
      tap(step => {
        best = step;
      }),
    );
    const cheapest = lastValueFrom(best$, { defaultValue: undefined });
    const shown$ = pages$.pipe(
      tap(page => {
        pages += 1;
        seen += page.steps.length;
        const so = best === undefined ? 'none yet' : placeOf(best);
        progress.update(`page ${String(pages)}, ${String(seen)} steps, cheapest so far: ${so}`);
      }),
      decodeSteps(),
      toArray(),
    );
    const [steps, pick] = await Promise.all([lastValueFrom(shown$), cheapest]);
    progress.end();
    output.write(`\n${report(jobName, steps, pick)}\n`);
  } finally {
    progress.end();
  }
}
