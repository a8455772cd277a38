import { StepstreamError } from './errors.js';
import type { WatchEvent } from './event.js';
import { ReplicaState } from './replicaState.js';
import type { CatchUpMessage, HelloMessage, ServerMessage, SnapshotMessage } from './message.js';
import { formatPosition, type Position } from './position.js';
import type { Step } from './step.js';

/** Messages that don't follow each other: a reason to connect anew, without a position. */
export class ProtocolError extends StepstreamError {
  constructor(message: string) {
    super('PROTOCOL', message);
  }
}

/** The state of a job on the side of a client. */
export interface Replica {
  /** Where to go on after a break; undefined where only a snapshot will do. */
  readonly position: Position | undefined;
  /** The steps that are known, by key. */
  readonly steps: ReadonlyMap<string, Step>;
  /**
   * Takes a message of a gateway. Answers what it means as events of a watch, which fit what came before:
   * `previous` is there again, and what a snapshot no longer has is `removed`.
   *
   * Fails with a `ProtocolError` where the message doesn't follow the one before. Nothing is changed then
   * but the position, which is gone: connect anew.
   */
  readonly apply: (message: ServerMessage) => readonly WatchEvent[];
}

/**
 * Makes a replica. It outlives connections: keep it, and say its `position` when you come back.
 *
 * @example
 * ```ts
 * import { createReplica, formatPosition, ServerMessage } from 'stepstream/codecs';
 *
 * const replica = createReplica();
 *
 * export function address(): string {
 *   const { position } = replica;
 *   return position === undefined ? '/jobs/my-job' : `/jobs/my-job?after=${formatPosition(position)}`;
 * }
 *
 * export function take(text: string): void {
 *   const message = ServerMessage.decode(JSON.parse(text));
 *   if (message._tag === 'Right') for (const event of replica.apply(message.right)) console.log(event);
 * }
 * ```
 */
export function createReplica(): Replica {
  return new JobReplica();
}

class JobReplica implements Replica {
  readonly #state = new ReplicaState();
  /** Where the last message led to. */
  #at: Position | undefined;
  /** Whether more parts are to come: what is held is of different moments. */
  #partial = false;
  /** Keys from before a snapshot that it hasn't confirmed yet. */
  #doubtful = new Set<string>();

  get position(): Position | undefined {
    return this.#partial ? undefined : this.#at;
  }

  get steps(): ReadonlyMap<string, Step> {
    return this.#state.steps;
  }

  apply(message: ServerMessage): readonly WatchEvent[] {
    switch (message.type) {
      case 'hello':
        this.#hello(message);
        return [];
      case 'snapshot':
        this.#doubtful = new Set(this.steps.keys());
        return this.#take(message, []);
      case 'catchUp':
        this.#follow({ epoch: message.epoch, seq: message.from }, this.#at);
        return this.#take(message, message.removed);
      case 'event':
        this.#follow({ epoch: message.epoch, seq: message.seq - 1 }, this.position);
        this.#at = { epoch: message.epoch, seq: message.seq };
        return [this.#state.apply(message.event)];
      case 'beat':
      case 'error':
      case 'bye':
        return [];
    }
  }

  #hello({ jobName, resumed, epoch }: HelloMessage): void {
    if (resumed && this.position?.epoch !== epoch) this.#fail('There was nothing to resume.');
    this.#state.jobName = jobName;
    if (!resumed) this.#at = undefined;
  }

  #follow(from: Position, at: Position | undefined): void {
    if (at?.epoch === from.epoch && at.seq === from.seq) return;
    const before = at === undefined ? 'no position' : formatPosition(at);
    this.#fail(`What goes on from ${formatPosition(from)} came after ${before}.`);
  }

  #fail(message: string): never {
    this.#at = undefined;
    throw new ProtocolError(message);
  }

  #take(message: SnapshotMessage | CatchUpMessage, removed: readonly string[]): readonly WatchEvent[] {
    const { epoch, seq, steps, more, watch } = message;
    for (const { key } of steps) this.#doubtful.delete(key);
    const gone = more ? removed : [...removed, ...this.#doubtful];
    this.#at = { epoch, seq };
    this.#partial = more;
    if (!more) this.#doubtful = new Set();
    return [
      ...this.#state.setJob(watch?.job),
      ...gone.flatMap(key => this.#state.removeStep(key)),
      ...steps.flatMap(one => this.#state.putStep(one)),
      ...(watch === undefined ? [] : this.#state.setStatus(watch)),
    ];
  }
}
