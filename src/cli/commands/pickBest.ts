import { lastValueFrom } from 'rxjs';
import { Step } from '../../decode/step.js';
import { bestByCost } from '../../operators/bestByCost.js';
import { withConnection } from '../connection.js';
import { EXIT } from '../exitCodes.js';
import { bestLine } from '../format.js';
import { interruptible } from '../interruptible.js';
import { outputOf } from '../output/output.js';
import { writeOne } from '../output/writeOne.js';
import type { BestSettings } from '../settings.js';
import { STEP_COLUMNS } from '../tables/stepColumns.js';

/** `stepstream best JOB`. Resolves with the exit code. */
export async function pickBest(jobName: string, settings: BestSettings): Promise<number> {
  const write = writeOne<Step>(
    { toWire: Step.encode, csv: STEP_COLUMNS, text: bestLine },
    outputOf(settings),
  );
  return withConnection(settings, recommender =>
    interruptible(async () => {
      const best$ = recommender.steps$(jobName).pipe(bestByCost({ per: settings.per }));
      const best = await lastValueFrom(best$, { defaultValue: undefined });
      if (best === undefined) {
        process.stderr.write(
          `stepstream: no completed step of '${jobName}' has a cost per ${settings.per}\n`,
        );
        return EXIT.nothingFits;
      }
      await write(best);
      return EXIT.ok;
    }),
  );
}
