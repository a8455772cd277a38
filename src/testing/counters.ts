import type { Time } from '../core/time.js';
import type { FaultKind } from './fault.js';
import type { OperationName } from './shapes.js';

/** A request that its client gave up before the response was complete. */
export interface AbortedRequest {
  readonly operation: string;
  readonly jobName: string | undefined;
  /** When it came; milliseconds since the epoch, with decimals. */
  readonly receivedAt: number;
  /** When it was seen closed; milliseconds since the epoch, with decimals. */
  readonly closedAt: number;
}

/** What a simulator has seen, at one moment. */
export interface SimulatorStats {
  /** Requests received, refused ones included. */
  readonly calls: number;
  readonly callsByOperation: Readonly<Partial<Record<OperationName, number>>>;
  /** Calls refused for their rate, by the quota or by a fault. */
  readonly throttles: number;
  /** Calls that a scripted fault struck. */
  readonly faults: number;
  readonly faultsByKind: Readonly<Partial<Record<FaultKind, number>>>;
  /** Requests without a complete response right now. */
  readonly openRequests: number;
  /** The most requests that were open at once. */
  readonly peakOpenRequests: number;
  /** Connections right now; 0 for a fake. */
  readonly openSockets: number;
  /** Requests that their client gave up. */
  readonly abortedRequests: number;
  /** The last thousand of them. */
  readonly aborts: readonly AbortedRequest[];
}

/** One request while it is open. */
export interface OpenRequest {
  /** The response is complete, or the simulator itself ended it. */
  readonly done: () => void;
  /** The client gave up. */
  readonly aborted: () => void;
}

const MAX_KEPT_ABORTS = 1_000;

/** Counts what a simulator sees. */
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

  /** A request came; exactly one of the methods of what comes back counts. */
  open(operation: string, jobName: string | undefined): OpenRequest {
    const receivedAt = this.#preciseNow();
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
        this.#aborts.push({ operation, jobName, receivedAt, closedAt: this.#preciseNow() });
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
  #preciseNow(): number {
    return this.time.timeOrigin() + this.time.monotonic();
  }
}
