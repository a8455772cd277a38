import { defer, merge, type Observable } from 'rxjs';
import type { ServiceApi } from '../api/serviceApi.js';
import type { WatchEvent } from '../core/event.js';
import type { JobKind } from '../core/jobKind.js';
import type { Time } from '../core/time.js';
import { BENCHMARK_JOBS, RECOMMENDATION_JOBS } from '../paging/aiJobs.js';
import { shallowCopy } from '../paging/shallowCopy.js';
import { followAIFleet } from './ai/followAIFleet.js';
import {
  checkFleetOptions,
  type CheckedFleetOptions,
  type FleetOptions,
  type FleetQuota,
} from './fleet/fleetOptions.js';
import { followFleet } from './fleet/watchFleet.js';
import { withQuotaShare } from './fleet/withQuotaShare.js';
import { tracedEvents } from './tracedEvents.js';

type Follow = (api: ServiceApi, time: Time, options: CheckedFleetOptions) => Observable<WatchEvent>;

const FOLLOW: Readonly<Record<JobKind, Follow>> = {
  classic: followFleet,
  recommendation: (api, time, options) => followAIFleet(api, time, RECOMMENDATION_JOBS, options),
  benchmark: (api, time, options) => followAIFleet(api, time, BENCHMARK_JOBS, options),
};

/**
 * Follows every running job of the kinds that are wanted until unsubscribed: a cold stream of events, each subscription
 * with calls of its own. The calls of all kinds together keep to `quotaShare`. An error that ends one kind ends all.
 *
 * Options are checked at subscription, before any call: an invalid one is an error of the stream.
 */
export function watchAnyFleet(
  connectedApi: ServiceApi,
  time: Time,
  options?: FleetOptions,
  quota: FleetQuota = { perSecond: Infinity },
): Observable<WatchEvent> {
  const given = shallowCopy(options);
  return defer(() => {
    const checked = checkFleetOptions(given, quota);
    const api = withQuotaShare(time, checked.quotaShare * quota.perSecond)(connectedApi);
    return merge(...[...checked.kinds].map(kind => FOLLOW[kind](api, time, checked))).pipe(tracedEvents);
  });
}
