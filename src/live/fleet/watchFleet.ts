import { defer, Observable } from 'rxjs';
import type { RecommenderApi } from '../../api/recommenderApi.js';
import { InvalidInputError } from '../../core/errors.js';
import type { WatchEvent } from '../../core/event.js';
import type { Time } from '../../core/time.js';
import { shallowCopy } from '../../paging/shallowCopy.js';
import { gracePeriod } from '../pace/gracePeriod.js';
import { makeDue, newFleetMember, type FleetMember } from './fleetMember.js';
import {
  checkFleetOptions,
  type CheckedFleetOptions,
  type FleetOptions,
  type FleetQuota,
} from './fleetOptions.js';
import { replicaLagMs } from '../job/replicaLag.js';
import { isLaterCreation } from '../job/sameCreation.js';
import { jobPolls } from './jobPolls.js';
import { jobRegistry } from './jobRegistry.js';
import { pollIntervals } from './pollTimes.js';
import { relistJobs } from './relistJobs.js';
import { withQuotaShare } from './withQuotaShare.js';

/**
 * Follows every running classic job of an account until unsubscribed: a cold stream of events, each subscription
 * with calls of its own.
 *
 * Three parts work on one registry of jobs: `relistJobs` finds jobs and their changes, `nextPoll` decides
 * which job is polled next, and `jobPolls` polls it.
 *
 * Options are checked at subscription, before any call: an invalid one is an error of the stream.
 * Unsubscribing ends calls, pauses and timers at once.
 */
export function watchFleet(
  connectedApi: RecommenderApi,
  time: Time,
  options?: FleetOptions,
  quota: FleetQuota = { perSecond: Infinity },
): Observable<WatchEvent> {
  const given = shallowCopy(options);
  return defer(() => {
    const checked = checkFleetOptions(given, quota);
    const api = withQuotaShare(time, checked.quotaShare * quota.perSecond)(connectedApi);
    return followFleet(api, time, checked);
  });
}

/** Follows the running classic jobs of an account, with options that are checked, and calls that keep to the share. */
export function followFleet(
  api: RecommenderApi,
  time: Time,
  checked: CheckedFleetOptions,
): Observable<WatchEvent> {
  return new Observable(subscriber => {
    const abort = new AbortController();
    const { signal } = abort;
    let prioritized: ReadonlySet<string> = new Set();
    const emit = (event: WatchEvent): void => {
      subscriber.next(event);
    };
    const fail = (error: unknown): void => {
      subscriber.error(error);
    };
    const prioritize = (names: ReadonlySet<string>): void => {
      prioritized = new Set(names);
      for (const member of registry.members()) {
        if (prioritized.has(member.follower.jobName)) makeDue(member, time.monotonic());
      }
      polls.startDue();
    };

    const finish = (member: FleetMember): void => {
      registry.remove(member);
      member.end();
      // What could never be decoded of the job was reported as `stale`, and ends no fleet.
      const done = member.follower.doneEvent();
      if (done !== undefined) emit(done);
    };

    const registry = jobRegistry({
      time,
      isAborted: () => signal.aborted,
      join: ({ JobName, CreationTime }, reported) => {
        const { minIntervalMs } = pollIntervals(checked);
        // A replica that lags still has the steps of an earlier job of this name.
        const isAnother = isLaterCreation(CreationTime, reported?.CreationTime);
        const waitMs = isAnother ? replicaLagMs(minIntervalMs) : 0;
        const known = { minIntervalMs, reported, waitMs };
        return newFleetMember(api, time, JobName, checked.staleAfterMs, emit, known);
      },
      onUnreliable: member => {
        makeDue(member, time.monotonic());
        polls.resyncMany();
      },
      onReplaced: member => {
        if (!member.follower.isOver()) {
          member.follower.applySummary({ JobName: member.follower.jobName, Status: 'DELETED' });
        }
        finish(member);
      },
    });
    const polls = jobPolls({
      time,
      signal,
      listIntervals: checked,
      grace: gracePeriod(time, checked.credentialsGraceMs),
      members: registry.members,
      isPrioritized: jobName => prioritized.has(jobName),
      onEnd: finish,
      onError: fail,
    });
    subscriber.add(() => {
      abort.abort();
      polls.stop();
      for (const member of registry.members()) member.end();
    });
    subscriber.add(
      checked.prioritize$?.subscribe({
        next: names => {
          if (names instanceof Set) prioritize(names);
          else fail(new InvalidInputError('fleet.prioritize$', 'must emit Sets of the names of jobs'));
        },
        error: fail,
      }),
    );
    if (subscriber.closed) return;
    relistJobs({ api, time, signal, options: checked, registry, polls }).catch(fail);
  });
}
