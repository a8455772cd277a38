import { Observable } from 'rxjs';
import type { StaleEvent, WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import type { Time } from '../../src/core/time.js';
import { UNKNOWN_STATUS } from '../../src/core/watchStatus.js';
import { afterEvents, UNKNOWN_JOB, type JobState } from '../../src/gateway/relay/jobState.js';
import type { KnownState } from '../../src/core/knownState.js';
import { stateDifference } from '../../src/gateway/relay/stateDifference.js';
import { step as stepOn } from './steps.js';

/** A poll of a job by a gateway. */
export interface Poll {
  readonly gateway: string;
  readonly at: number;
}

/** A job that a spec changes, and that watches learn of by polling it. */
export class PolledJob {
  #state: JobState;
  readonly polls: Poll[] = [];
  /** Called with the gateway that polls. */
  onPoll: (gateway: string) => void = () => undefined;
  /** Error with which each poll ends. */
  failure: unknown;
  /** Error with which polls of a gateway end. */
  failureOf: (gateway: string) => unknown = () => undefined;
  /** Whether the failure ends watches; else they are stale. */
  isFinal = true;

  constructor(readonly name: string) {
    const job = { JobName: name, Status: 'IN_PROGRESS' };
    this.#state = { steps: new Map(), status: { ...UNKNOWN_STATUS, job, synced: true } };
  }

  get state(): JobState {
    return this.#state;
  }

  put(key: string, figure: number): void {
    const step = stepOn(key, { JobName: this.name, Metrics: { CostPerInference: figure } });
    this.#apply({ type: 'step', jobName: this.name, change: 'updated', key, step, changed: [] });
  }

  remove(key: string): void {
    const step = this.#state.steps.get(key);
    if (step === undefined) return;
    this.#apply({ type: 'step', jobName: this.name, change: 'removed', key, step, changed: [] });
  }

  done(): void {
    this.#apply({ type: 'done', jobName: this.name, job: { JobName: this.name, Status: 'COMPLETED' } });
  }

  #apply(event: WatchEvent): void {
    this.#state = afterEvents(this.#state, [event]);
  }

  /**
   * Watches the job: polls it at once and then every `everyMs`, each answer on its way for `latencyMs`, and emits what has
   * changed since `known`.
   */
  watch$(
    gateway: string,
    time: Time,
    known: KnownState | undefined,
    everyMs = 200,
    latencyMs = 30,
  ): Observable<WatchEvent> {
    return new Observable(out => {
      let state = known === undefined ? UNKNOWN_JOB : stateOf(known);
      const emit = (to: JobState): void => {
        const events = stateDifference(this.name, state, to);
        state = to;
        for (const event of events) out.next(event);
      };
      const poll = (): void => {
        this.polls.push({ gateway, at: time.monotonic() });
        this.onPoll(gateway);
        const { state: seen, isFinal } = this;
        const failure = this.failureOf(gateway) ?? this.failure;
        const cancel = time.afterUnref(latencyMs, () => {
          if (failure !== undefined && isFinal) {
            out.error(failure);
            return;
          }
          if (failure === undefined) emit(seen);
          else if (state.status.stale === undefined) emit(staled(state, this.name, failure));
          if (seen.status.done && failure === undefined) out.complete();
          else if (!out.closed) out.add(time.afterUnref(everyMs - latencyMs, poll));
        });
        out.add(cancel);
      };
      poll();
    });
  }
}

function staled(state: JobState, jobName: string, cause: unknown): JobState {
  const stale: StaleEvent = { type: 'stale', jobName, ageMs: 0, cause };
  return { ...state, status: { ...state.status, stale } };
}

function stateOf({ job, steps, synced, stale }: KnownState): JobState {
  const known: readonly (readonly [string, Step])[] = steps.map(({ key, step }) => [key, step]);
  const event =
    stale && ({ type: 'stale', jobName: job?.JobName ?? '', ...stale, cause: stale.cause } as const);
  return { steps: new Map(known), status: { ...UNKNOWN_STATUS, job, synced, stale: event } };
}
