import { StepstreamError } from './errors.js';
import type { WatchEvent } from './event.js';
import { ReplicaState } from './replicaState.js';
import type { CatchUpMessage, HelloMessage, ServerMessage, SnapshotMessage } from './message.js';
import { formatPosition, type Position } from './position.js';
import type { Step } from './step.js';

/** Messages that don't follow each other: connect again, without a position. */
export class ProtocolError extends StepstreamError {
  constructor(message: string) {
    super('PROTOCOL', message);
  }
}

/** A client's replica of the state of a job. */
export interface Replica {
  /** The position to resume from after a break; undefined where the client needs a snapshot. */
  readonly position: Position | undefined;
  /** The known steps, by key. */
  readonly steps: ReadonlyMap<string, Step>;
  /**
   * Applies a message of a gateway, and returns its events as a watch would emit them: with `previous`, and
   * with a `removed` for each step that a snapshot no longer has.
   *
   * Fails with a `ProtocolError` where the message doesn't follow the one before. Then only the position
   * changes, to undefined: connect again.
   */
  readonly apply: (message: ServerMessage) => readonly WatchEvent[];
}

/**
 * Makes a replica. It outlives connections: keep it, and send its `position` when you connect again.
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
  /** The position after the last message. */
  #at: Position | undefined;
  /** Whether more parts follow: until then the state is of different moments. */
  #partial = false;
  /** Keys from before a snapshot that its parts haven't contained yet. */
  #unconfirmed = new Set<string>();

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
        this.#unconfirmed = new Set(this.steps.keys());
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
    for (const { key } of steps) this.#unconfirmed.delete(key);
    const gone = more ? removed : [...removed, ...this.#unconfirmed];
    this.#at = { epoch, seq };
    this.#partial = more;
    if (!more) this.#unconfirmed = new Set();
    return [
      ...this.#state.setJob(watch?.job),
      ...gone.flatMap(key => this.#state.removeStep(key)),
      ...steps.flatMap(one => this.#state.putStep(one)),
      ...(watch === undefined ? [] : this.#state.setStatus(watch)),
    ];
  }
}
