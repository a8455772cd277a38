import { InvalidInputError } from '../../core/errors.js';
import { checkJobName } from '../../core/jobName.js';
import type { Step } from '../../core/step.js';
import { boundCheck } from '../../operators/ranking/boundCheck.js';
import { withConnection } from '../connection.js';
import { boundsOf } from '../flags/boundFlags.js';
import { errorLine } from '../errorLine.js';
import { writer } from '../output/writer.js';
import type { Host } from '../process/host.js';
import { eventView } from '../watch/eventView.js';
import { lineView } from '../watch/lineView.js';
import { liveView } from '../watch/liveView.js';
import { exitCodeOfOutcome, runWatch, watchEach } from '../watch/runWatch.js';
import { serviceNow } from '../watch/serviceNow.js';
import { watchAll, watchAllWithTotals } from '../watch/watchAll.js';
import type { WatchView } from '../watch/watchView.js';
import type { ConnectionSettings } from '../flags/settings.js';

/** The flags of `watch`. */
export interface WatchSettings extends ConnectionSettings {
  readonly all?: boolean;
  readonly nameContains?: string;
  readonly output?: 'lines' | 'ndjson';
  /** Seconds. */
  readonly minInterval?: number;
  /** Seconds. */
  readonly maxInterval?: number;
  /** Seconds. */
  readonly appearsWithin?: number;
}

/** `stepstream watch JOB…`, or `--all` where no job is named. Resolves with the exit code. */
export async function watchCommand(
  jobNames: readonly string[],
  settings: WatchSettings,
  host: Host,
): Promise<number> {
  for (const name of jobNames) checkJobName(name);
  const intervals = intervalsOf(settings);
  const appearsWithinMs = millisecondsOf(settings.appearsWithin ?? APPEARS_WITHIN_S);
  const fleet = { nameContains: settings.nameContains, ...intervals };
  const fits = boundCheck('watch', boundsOf(settings)).isWithin;
  return withConnection(settings, host, async recommender => {
    const update$ =
      jobNames.length > 0
        ? watchEach(jobNames, name => recommender.watch$(name, { ...intervals, appearsWithinMs }))
        : settings.output === 'ndjson'
          ? watchAll(recommender, fleet)
          : watchAllWithTotals(recommender, fleet, host.time);
    const outcome = await runWatch(update$, viewOf(jobNames, settings, fits, host), host, how => {
      host.stderr.write(`stepstream: ${how}; ${jobNames.length === 1 ? 'the job goes' : 'jobs go'} on\n`);
    });
    for (const [jobName, error] of outcome.errors) {
      if (jobNames.length === 1) throw error;
      host.stderr.write(`stepstream: ${jobName}: ${errorLine(error)}\n`);
    }
    return exitCodeOfOutcome(outcome);
  });
}

/** How long to wait for a job that isn't found at first, in seconds: replicas of the service can be so far behind. */
const APPEARS_WITHIN_S = 40;

interface Intervals {
  readonly minIntervalMs: number | undefined;
  readonly maxIntervalMs: number | undefined;
}

function intervalsOf({ minInterval, maxInterval }: WatchSettings): Intervals {
  if (minInterval !== undefined && maxInterval !== undefined && maxInterval < minInterval)
    throw new InvalidInputError('--max-interval', 'must not be below --min-interval');
  return { minIntervalMs: millisecondsOf(minInterval), maxIntervalMs: millisecondsOf(maxInterval) };
}

const millisecondsOf = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

function viewOf(
  jobNames: readonly string[],
  { output }: WatchSettings,
  fits: (step: Step) => boolean,
  host: Host,
): WatchView {
  const { stdout, env, time } = host;
  if (output === 'ndjson') return eventView(writer(stdout));
  const service = serviceNow(time.now);
  const isLive = output === undefined && stdout.isTTY === true && env['TERM'] !== 'dumb';
  return isLive
    ? liveView(host, { jobNames, time: service, fits })
    : lineView(writer(stdout), jobNames, service, { monotonic: time.monotonic, fits });
}
