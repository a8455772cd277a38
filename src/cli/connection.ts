import { InvalidInputError } from '../core/errors.js';
import { noteRegion } from './asked.js';
import type { Recommender } from '../recommender.js';
import { recordingFile } from './files/recordingFile.js';
import type { ConnectionSettings } from './flags/settings.js';
import type { Host } from './process/host.js';
import type { HeldQuota, SharedQuotaSettings } from './sharedQuota.js';

/**
 * Connects as the flags say, runs the work, and leaves nothing open. Where the work redraws its output on a terminal,
 * as listings and watches do, notices wait for its end.
 */
export async function withConnection<T>(
  { region, endpointUrl, profile, redis, record: path, redact, debug }: ConnectionSettings,
  host: Pick<Host, 'connect' | 'createFile' | 'env' | 'regionOf' | 'stdout' | 'stderr' | 'time'>,
  work: (recommender: Recommender, quota: HeldQuota | undefined) => Promise<T>,
  { redraws }: Pick<SharedQuotaSettings, 'redraws'> = { redraws: true },
): Promise<T> {
  if (redact === false && path === undefined)
    throw new InvalidInputError(
      '--no-redact',
      'needs --record FILE: without a recording nothing is replaced',
    );
  const quota = await sharedQuota({ redis, region, profile }, redraws, host);
  const recording =
    path === undefined
      ? undefined
      : recordingFile(path, {
          createFile: host.createFile,
          stderr: host.stderr,
          isRedacted: redact !== false,
        });
  const tell = (line: string): void => {
    host.stderr.write(`stepstream: ${line}\n`);
  };
  const record = recording && { write: recording.write, redact, time: host.time };
  try {
    const recommender = await host.connect({
      ...{ region, endpoint: endpointUrl, profile, shared: quota?.shared, record },
      ...(debug === true && { tell }),
    });
    try {
      return await work(recommender, quota);
    } catch (error) {
      if (debug !== true) await noteRegion(error, () => host.regionOf({ region, profile }));
      throw error;
    } finally {
      await recommender.close();
    }
  } finally {
    recording?.close();
    quota?.close();
  }
}

/** Loads what speaks to Redis where it is asked for alone. */
async function sharedQuota(
  { redis, ...account }: Pick<ConnectionSettings, 'redis' | 'region' | 'profile'>,
  redraws: SharedQuotaSettings['redraws'],
  host: Pick<Host, 'env' | 'regionOf' | 'stdout' | 'stderr' | 'time'>,
): Promise<HeldQuota | undefined> {
  if (redis === undefined && !host.env['STEPSTREAM_REDIS_URL']) return undefined;
  const { sharedQuotaOf } = await import('./sharedQuota.js');
  return sharedQuotaOf({ redis, redraws, region: await host.regionOf(account) }, host);
}
