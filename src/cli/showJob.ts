import type { WatchOptions } from '../live/watchOptions.js';
import type { Recommender } from '../recommender.js';
import { writer } from './output/writer.js';
import type { Host } from './process/host.js';
import { jobReport } from './jobReport.js';
import { headLines } from './watch/jobFrame.js';
import { jobTrackers } from './watch/jobTrackers.js';
import { lineView } from './watch/lineView.js';
import { liveView } from './watch/liveView.js';
import { runWatch, watchEach } from './watch/runWatch.js';
import { serviceNow } from './watch/serviceNow.js';

/** How a job is watched and shown. */
export interface ShowOptions extends WatchOptions {
  /** The time of day where the job runs, milliseconds since the epoch. */
  readonly now: () => number;
}

/** Watches a job until it is over, and writes its report. Fails as the watch does. */
export async function showJob(
  recommender: Pick<Recommender, 'watch$'>,
  jobName: string,
  { now, ...options }: ShowOptions,
  host: Host,
): Promise<void> {
  const jobNames = [jobName];
  const time = serviceNow(now);
  const { stdout, stderr, time: clock } = host;
  const trackers = jobTrackers(jobNames, clock);
  // The report follows below; only the head with its bar stays.
  const view = stdout.isTTY
    ? liveView(host, {
        jobNames,
        time,
        ending: (job, canvas) => (job.job === undefined ? [] : headLines(job, canvas).slice(0, 3)),
      })
    : lineView(writer(stdout), jobNames, time, clock);
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
  const { steps, summary } = trackers.viewOf(jobName, time.now());
  stdout.write(`\n${jobReport(jobName, steps, summary.best)}\n`);
}
