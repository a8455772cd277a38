import type { WatchOptions } from '../live/watchOptions.js';
import type { Recommender } from '../recommender.js';
import { writer } from './output/writer.js';
import type { Host } from './process/host.js';
import { jobReport } from './jobReport.js';
import { pickWords } from './watch/endText.js';
import { headLines } from './watch/jobFrame.js';
import { jobTrackers } from './watch/jobTrackers.js';
import { lineView } from './watch/lineView.js';
import { liveView } from './watch/liveView.js';
import { runWatch, watchEach } from './watch/runWatch.js';
import { loadTestCriterion } from './watch/watchCriterion.js';
import { serviceNow } from './watch/serviceNow.js';

/** How a job is watched and shown. */
export interface ShowOptions extends WatchOptions {
  /** The time of day where the job runs, milliseconds since the epoch. */
  readonly now: () => number;
  /** Traffic that the pick has to serve, in requests a minute. Default: none, so that the cheapest inference is picked. */
  readonly traffic: number | undefined;
  /** The command that asks for such a pick. Default: `stepstream best`, of this job. */
  readonly ask?: string;
}

/** Watches a job until it is over, and writes its report. Fails as the watch does. */
export async function showJob(
  recommender: Pick<Recommender, 'watch$'>,
  jobName: string,
  { now, traffic, ask, ...options }: ShowOptions,
  host: Host,
): Promise<void> {
  const jobNames = [jobName];
  const time = serviceNow(now);
  const { stdout, stderr, time: clock } = host;
  const tracked = {
    criterion: loadTestCriterion(traffic === undefined ? {} : { traffic }),
    ask,
  };
  const trackers = jobTrackers(jobNames, { monotonic: clock.monotonic, ...tracked });
  // The report follows below; only the head with its bar stays.
  const view = stdout.isTTY
    ? liveView(host, {
        jobNames,
        time,
        ...tracked,
        ending: (job, canvas) =>
          job.job === undefined ? [] : headLines({ ...job, stale: undefined }, canvas, { withBest: false }),
      })
    : lineView(writer(stdout), jobNames, time, {
        monotonic: clock.monotonic,
        ...tracked,
        ending: job => [pickWords(job, true)],
      });
  const { errors } = await runWatch(
    watchEach(jobNames, name => recommender.watch$(name, options)),
    {
      show: update => {
        trackers.take(update);
        return view.show(update);
      },
      end: view.end,
    },
    host,
    how => {
      stderr.write(`${how}; the job goes on\n`);
    },
  );
  for (const error of errors.values()) throw error;
  stdout.write(`\n${jobReport(trackers.viewOf(jobName, time.now()))}\n`);
}
