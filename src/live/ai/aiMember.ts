import type { AiApi } from '../../api/aiApi.js';
import type { WatchEvent } from '../../core/event.js';
import { qualifiedName } from '../../core/jobKind.js';
import type { Time } from '../../core/time.js';
import type { AIJobs } from '../../paging/aiJobs.js';
import { freshness, type Freshness } from '../job/freshness.js';
import type { JobEnd } from '../job/jobEnd.js';
import { NO_FAILURES, type Failures } from '../pace/pollBackoff.js';
import { aiFollower, type AIFollower } from './aiFollower.js';

/** One AI job of a fleet. Moments are monotonic milliseconds. */
export interface AIMember {
  /** Its plain name. */
  readonly name: string;
  readonly follower: AIFollower;
  readonly freshness: Freshness;
  readonly joinedAt: number;
  /** Ends it: from then on its follower emits nothing, and it leaves no timer. */
  readonly end: () => void;
  readonly isEnded: () => boolean;
  /** Moment at which the last list with the job was requested. Written by `followAIFleet`. */
  listedAt: number;
  /** Moment from which a description is due. Written by both. */
  dueAt: number;
  /** Whether a description is running, and how many have failed. Written by `aiDescriptions`. */
  describing: boolean;
  failing: boolean;
  failures: Failures;
}

/** What every member of a fleet is made with. */
export interface AIMemberOptions {
  readonly minIntervalMs: number;
  readonly staleAfterMs: number;
  readonly emit: (event: WatchEvent) => void;
}

/** Makes the member of a job that was just found: its first description is due. */
export function newAIMember<S, J>(
  api: AiApi,
  time: Time,
  jobs: AIJobs<S, J>,
  name: string,
  reported: JobEnd | undefined,
  { minIntervalMs, staleAfterMs, emit }: AIMemberOptions,
): AIMember {
  let ended = false;
  const emitOfMember = (event: WatchEvent): void => {
    if (!ended) emit(event);
  };
  const now = time.monotonic();
  const options = {
    onInvalid: 'error',
    minIntervalMs,
    now: time.monotonic,
    reported,
    isListed: (since: number) => member.listedAt >= since,
  } as const;
  const fresh = freshness(qualifiedName({ kind: jobs.kind, name }), staleAfterMs, time, emitOfMember);
  const member: AIMember = {
    name,
    follower: aiFollower(api, jobs, name, options, emitOfMember),
    freshness: fresh,
    joinedAt: now,
    end: () => {
      ended = true;
      fresh.stop();
    },
    isEnded: () => ended,
    listedAt: -Infinity,
    dueAt: now,
    describing: false,
    failing: false,
    failures: NO_FAILURES,
  };
  return member;
}
