import { concatMap, lastValueFrom } from 'rxjs';
import { Job } from '../../decode/job.js';
import { withConnection } from '../connection.js';
import { EXIT } from '../process/exitCodes.js';
import { interruptible } from '../process/interruptible.js';
import { outputOf } from '../output/output.js';
import type { Host } from '../process/host.js';
import { writeOne } from '../output/writeOne.js';
import { JOB_COLUMNS } from '../tables/jobColumns.js';
import { jobText } from '../tables/jobText.js';
import type { ConnectionSettings, OutputSettings } from '../flags/settings.js';

/** The flags of `describe`. */
export type DescribeSettings = ConnectionSettings & OutputSettings;

/** `stepstream describe JOB`. Resolves with the exit code. */
export async function describeCommand(
  jobName: string,
  settings: DescribeSettings,
  host: Host,
): Promise<number> {
  const write = writeOne<Job>(
    { toWire: Job.encode, csv: JOB_COLUMNS, text: jobText },
    outputOf(settings, host),
  );
  await withConnection(settings, host, recommender =>
    interruptible(host, () =>
      lastValueFrom(recommender.job$(jobName).pipe(concatMap(write)), { defaultValue: undefined }),
    ),
  );
  return EXIT.ok;
}
