import type { Observable } from 'rxjs';
import type { WatchEvent } from '../../core/event.js';
import type { JobLog, LogReader } from '../../core/jobLog.js';
import type { Time } from '../../core/time.js';
import type { KnownState } from '../../core/knownState.js';
import type { LeaseKeeper } from './leaseKeeper.js';

/** What the feeds of a relay share. */
export interface RelayServices {
  readonly log: JobLog;
  readonly time: Time;
  readonly keeper: LeaseKeeper;
  readonly reader: Pick<LogReader, 'follow' | 'unfollow'>;
  /** Watches a job; what is known of it isn't emitted again. */
  readonly watch: (jobName: string, known: KnownState | undefined) => Observable<WatchEvent>;
  readonly heartbeatMs: number;
  /** How long the log of a job keeps that its watch has failed, in milliseconds. */
  readonly keptFailureMs: number;
  /** The engine answers, but commands have failed for longer than a lease holds. */
  readonly onRefused: (error: unknown) => void;
  /** Gives a lease back. */
  readonly release: (jobName: string, fence: number) => void;
}
