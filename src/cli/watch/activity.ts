import type { StaleEvent, WatchedJob } from '../../core/event.js';
import type { Step } from '../../core/step.js';

/** A change of a job that is worth a line of its own. */
export type Activity =
  /** The status of the job is another one. */
  | { readonly type: 'status'; readonly job: WatchedJob }
  /** All of its steps are known; those that there are by now are no news each. */
  | { readonly type: 'synced' }
  /** `news` is `started`, `gone`, `measured`, `recommends` of a recommendation, or the status that the step has now. */
  | { readonly type: 'step'; readonly news: string; readonly step: Step }
  /** Another step is the best, or none; `before` is the one that was, as it is now. */
  | { readonly type: 'best'; readonly step: Step | undefined; readonly before?: Step | undefined }
  | { readonly type: 'stale'; readonly stale: StaleEvent }
  | { readonly type: 'fresh' }
  | { readonly type: 'done'; readonly job: WatchedJob }
  /** The watch of this job has failed. */
  | { readonly type: 'lost'; readonly error: unknown };
