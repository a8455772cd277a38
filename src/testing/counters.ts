import type { Time } from '../core/time.js';
import type { FaultKind } from './fault.js';
import type { OperationName } from './shapes.js';

/** A request that its client aborted before the response was complete. */
export interface AbortedRequest {
  readonly operation: string;
  readonly jobName: string | undefined;
  /** Time at which the request was received, in milliseconds since the epoch, with decimals. */
  readonly receivedAt: number;
  /** Time at which the connection was seen to be closed, in milliseconds since the epoch, with decimals. */
  readonly closedAt: number;
}

/** Counters of a simulator at one moment. */
export interface SimulatorStats {
  /** Number of requests received, refused ones included. */
  readonly calls: number;
  /** Number of requests received, by operation. */
  readonly callsByOperation: Readonly<Partial<Record<OperationName, number>>>;
  /** Number of calls refused as throttled, by the quota or by a fault. */
  readonly throttles: number;
  /** Number of calls to which a scripted fault was applied. */
  readonly faults: number;
  /** Number of calls to which a scripted fault was applied, by kind. */
  readonly faultsByKind: Readonly<Partial<Record<FaultKind, number>>>;
  /** Number of requests without a complete response at this moment. */
  readonly openRequests: number;
  /** Highest number of requests that were open at once. */
  readonly peakOpenRequests: number;
  /** Number of connections at this moment; 0 for a fake. */
  readonly openSockets: number;
  /** Number of requests that their client aborted. */
  readonly abortedRequests: number;
  /** The last thousand aborted requests. */
  readonly aborts: readonly AbortedRequest[];
}

/** One request while it is open. */
export interface OpenRequest {
  /** The response is complete, or was ended by the simulator itself. */
  readonly done: () => void;
  /** The client aborted the request. */
  readonly aborted: () => void;
}

/** Maximum number of aborted requests that are kept. */
const MAX_KEPT_ABORTS = 1_000;

/** Counts the requests, faults and connections of a simulator. */
export class Counters {
  #calls = 0;
  #throttles = 0;
  #open = 0;
  #peak = 0;
  #sockets = 0;
  #aborted = 0;
  #aborts: AbortedRequest[] = [];
  readonly #byOperation: Partial<Record<OperationName, number>> = {};
  readonly #byKind: Partial<Record<FaultKind, number>> = {};

  constructor(private readonly time: Time) {}

  call(operation: OperationName | undefined): void {
    this.#calls += 1;
    if (operation !== undefined) this.#byOperation[operation] = (this.#byOperation[operation] ?? 0) + 1;
  }

  throttle(): void {
    this.#throttles += 1;
  }

  fault(kind: FaultKind): void {
    this.#byKind[kind] = (this.#byKind[kind] ?? 0) + 1;
  }

  socket(change: 1 | -1): void {
    this.#sockets += change;
  }

  /** Counts a request as open. The first call of `done` or `aborted` closes it. */
  open(operation: string, jobName: string | undefined): OpenRequest {
    const receivedAt = this.#now();
    this.#open += 1;
    this.#peak = Math.max(this.#peak, this.#open);
    let open = true;
    const close = (): boolean => {
      if (!open) return false;
      this.#open -= 1;
      open = false;
      return true;
    };
    return {
      done: close,
      aborted: () => {
        if (!close()) return;
        this.#aborted += 1;
        this.#aborts.push({ operation, jobName, receivedAt, closedAt: this.#now() });
        if (this.#aborts.length > MAX_KEPT_ABORTS) this.#aborts.shift();
      },
    };
  }

  stats(): SimulatorStats {
    return {
      calls: this.#calls,
      callsByOperation: { ...this.#byOperation },
      throttles: this.#throttles,
      faults: Object.values(this.#byKind).reduce((sum, count) => sum + count, 0),
      faultsByKind: { ...this.#byKind },
      openRequests: this.#open,
      peakOpenRequests: this.#peak,
      openSockets: this.#sockets,
      abortedRequests: this.#aborted,
      aborts: [...this.#aborts],
    };
  }

  /** Milliseconds since the epoch, with decimals. */
  #now(): number {
    return this.time.timeOrigin() + this.time.monotonic();
  }
}
