import { Observable } from 'rxjs';
import type { RecommenderApi } from '../../api/recommenderApi.js';
import { InvalidInputError } from '../../core/errors.js';
import type { WatchEvent } from '../../core/event.js';
import type { Time } from '../../core/time.js';
import { shallowCopy } from '../../paging/shallowCopy.js';
import { relistJobs } from './relistJobs.js';
import { jobPolls } from './jobPolls.js';
import { hasten, newMember, type Member } from './fleetMember.js';
import { checkFleetOptions, type FleetOptions } from './fleetOptions.js';
import { jobRegistry } from './jobRegistry.js';
import { gracePeriod } from '../pace/gracePeriod.js';

/**
 * Follows every job of an account that runs, until it is left: a cold stream of events, each subscription
 * with calls of its own.
 *
 * Options are checked at subscription, before any call; what is wrong with them comes as an error of the
 * stream. Leaving it ends calls, pauses and timers at once.
 */
export function watchFleet(api: RecommenderApi, time: Time, options?: FleetOptions): Observable<WatchEvent> {
  const given = shallowCopy(options);
  return new Observable(subscriber => {
    const checked = checkFleetOptions(given);
    const leaving = new AbortController();
    const { signal } = leaving;
    let prioritized: ReadonlySet<string> = new Set();
    const emit = (event: WatchEvent): void => {
      subscriber.next(event);
    };
    const end = (error: unknown): void => {
      subscriber.error(error);
    };
    const prioritize = (names: ReadonlySet<string>): void => {
      prioritized = new Set(names);
      for (const member of roll.members()) {
        if (prioritized.has(member.follower.jobName)) hasten(member, time.monotonic());
      }
      looks.go();
    };

    const roll = jobRegistry({
      now: time.monotonic,
      isLeft: () => signal.aborted,
      join: jobName => newMember(api, time, jobName, checked.staleAfterMs, emit),
      onDistrust: member => {
        hasten(member, time.monotonic());
        looks.suspect();
      },
    });
    const looks = jobPolls({
      time,
      signal,
      intervals: checked,
      credentials: gracePeriod(time, checked.credentialsGraceMs),
      members: roll.members,
      isPrioritized: jobName => prioritized.has(jobName),
      onEnd: member => {
        roll.leave(member);
        finish(member, emit);
      },
      onError: end,
    });
    subscriber.add(() => {
      leaving.abort();
      looks.stop();
      for (const { fresh } of roll.members()) fresh.stop();
    });
    subscriber.add(
      checked.prioritize$?.subscribe({
        next: names => {
          if (names instanceof Set) prioritize(names);
          else end(new InvalidInputError('fleet.prioritize$', 'must emit Sets of the names of jobs'));
        },
        error: end,
      }),
    );
    if (subscriber.closed) return;
    relistJobs({ api, time, signal, options: checked, roll, looks }).catch(end);
  });
}

/** Emits `done`. What could never be decoded of one job has been told as `stale`, and ends no fleet. */
function finish({ follower, fresh }: Member, emit: (event: WatchEvent) => void): void {
  fresh.stop();
  const job = follower.job();
  if (job !== undefined) emit({ type: 'done', jobName: follower.jobName, job });
}
