import { expect } from 'chai';
import { createReplica, type Replica } from '../../src/core/replica.js';
import type { ServerMessage } from '../../src/core/message.js';
import { formatPosition, type Position } from '../../src/core/position.js';
import type { Step } from '../../src/core/step.js';

/** Replays messages the plain way, and throws at the first gap or repeat. A replica takes them, too. */
export class Replay {
  readonly state: Map<string, Step> = new Map<string, Step>();
  at: Position | undefined;
  partial = false;
  readonly replica: Replica = createReplica();
  readonly seen = { snapshots: 0, resumed: 0, events: 0, catchUps: 0 };

  /** Takes a message, and the id of its SSE event where there is one. */
  take(message: ServerMessage, id?: string): void {
    this.apply(message);
    this.replica.apply(message);
    if (id === undefined || !isPlaced(message)) return;
    const right = this.partial ? '' : formatPosition(this.at!);
    if (id !== right) throw new Error(`came with the id ${id}, not ${right}`);
  }

  private apply(message: ServerMessage): void {
    switch (message.type) {
      case 'hello':
        if (message.resumed) {
          this.seen.resumed += 1;
          if (this.at?.epoch !== message.epoch) throw new Error('resumed from nowhere');
        } else this.at = undefined;
        break;
      case 'snapshot':
        this.seen.snapshots += 1;
        if (this.at !== undefined) throw new Error('a snapshot for somebody who has everything');
        this.state.clear();
        this.put(message.steps);
        this.lead(message, message.more);
        break;
      case 'catchUp':
        this.seen.catchUps += 1;
        this.follow(message.epoch, message.from);
        this.put(message.steps);
        for (const key of message.removed) this.state.delete(key);
        this.lead(message, message.more);
        break;
      case 'event': {
        this.seen.events += 1;
        if (this.partial) throw new Error('an event within a catch-up');
        this.follow(message.epoch, message.seq - 1);
        const { event } = message;
        if (event.type === 'step') {
          if (this.state.has(event.key) === (event.change === 'added')) throw new Error('does not fit');
          if (event.change === 'removed') this.state.delete(event.key);
          else this.state.set(event.key, event.step);
        }
        this.lead(message, false);
        break;
      }
      default:
        break;
    }
  }

  /** Where it can go on: the replica says the same. */
  get position(): Position | undefined {
    const position = this.partial ? undefined : this.at;
    expect(this.replica.position).deep.equal(position);
    return position;
  }

  private put(steps: readonly { readonly key: string; readonly step: Step }[]): void {
    for (const { key, step } of steps) this.state.set(key, step);
  }

  private follow(epoch: string, from: number): void {
    if (this.at?.epoch !== epoch || this.at.seq !== from)
      throw new Error(`${epoch}-${from} after ${this.at?.epoch}-${this.at?.seq}`);
  }

  private lead({ epoch, seq }: Position, more: boolean): void {
    this.at = { epoch, seq };
    this.partial = more;
  }
}

const isPlaced = ({ type }: ServerMessage): boolean =>
  type === 'event' || type === 'snapshot' || type === 'catchUp';

/** What became of several clients, added up. */
export function sumOf(replays: readonly Replay[]): Replay['seen'] {
  const sum = { snapshots: 0, resumed: 0, events: 0, catchUps: 0 };
  for (const { seen } of replays)
    for (const kind of Object.keys(sum) as (keyof typeof sum)[]) sum[kind] += seen[kind];
  return sum;
}
