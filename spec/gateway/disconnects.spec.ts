import { expect } from 'chai';
import type { Position } from '../../src/core/position.js';
import { Client } from '../../src/gateway/client.js';
import { Feed } from '../../src/gateway/feed.js';
import type { Frame } from '../../src/sinks/frame.js';
import { StallDetector } from '../../src/sinks/stallDetector.js';
import { randomBelow, type RandomBelow } from '../support/randomBelow.js';
import { FakeJob } from '../support/fakeWatch.js';
import { FakeLink } from '../support/fakeLink.js';
import { decoded } from '../support/gatewayClients.js';
import { Replay, sumOf } from '../support/replay.js';
import { runs } from '../support/runs.js';
import { changeJob } from '../support/changeJob.js';

const CLIENTS = 50;
const DISCONNECTS = 20; // of each client: 1,000 in all

/** A connection with messages in flight, which are lost when it breaks. */
class LongLink extends FakeLink {
  readonly #underWay: Frame[] = [];

  override send(frame: Frame): void {
    if (!this.open) return;
    this.#underWay.push(frame);
    this.backlog += frame.bytes.length;
  }

  /** The next message that arrives. */
  arrived(): Frame | undefined {
    const frame = this.#underWay.shift();
    if (frame !== undefined) this.drain(frame.bytes.length);
    return frame;
  }
}

interface Connection {
  readonly link: LongLink;
  readonly leave: () => void;
  /** Number of messages until it breaks. */
  left: number;
}

/** A client whose connection breaks at random points, and that reconnects each time. */
class Follower {
  readonly replay = new Replay();
  #disconnects = 0;
  #connection: Connection | undefined;

  constructor(
    private readonly feed: Feed,
    private readonly random: RandomBelow,
    /** Number of turns for each message that it reads: high for a few slow clients. */
    private readonly rarely: number,
  ) {}

  /** Whether its connection breaks no more. */
  get stays(): boolean {
    return this.#disconnects === DISCONNECTS && this.#connection !== undefined;
  }

  /** Connects, reads a message, or loses the connection. */
  turn(): void {
    if (this.#connection === undefined) {
      if (this.random(3) === 0) this.#connect(this.replay.position);
    } else if (this.random(this.rarely) === 0) this.#read(this.#connection, this.random(4 * this.rarely));
  }

  /** Reads all messages. */
  finish(): void {
    this.#read(this.#connection!, Infinity);
  }

  #connect(after: Position | undefined): void {
    const link = new LongLink();
    const client = new Client(link, this.feed, new StallDetector(link, 1, 1, 0));
    this.feed.join(client, after);
    const leave = (): void => {
      link.go();
      this.feed.leave(client);
    };
    const left = this.#disconnects === DISCONNECTS ? Infinity : this.random(30);
    this.#connection = { link, leave, left };
  }

  #read(connection: Connection, most: number): void {
    for (let n = 0; n < most; n++) {
      const frame = connection.link.arrived();
      if (frame === undefined) return;
      this.replay.take(decoded(frame.text), frame.id);
      if (connection.left-- > 0) continue;
      connection.leave();
      this.#connection = undefined;
      this.#disconnects += 1;
      return;
    }
  }
}

describe('a feed among clients that lose their connections', () => {
  it('brings each to the state of the server, without gap or repeat, through 1,000 disconnects', () => {
    for (let seed = 1; seed <= runs(1); seed++) {
      const random = randomBelow(seed);
      const job = new FakeJob('busy');
      for (let i = 0; i < 30; i++) job.put(`step-${i}`, i, 3_000);
      job.sync();
      const feed = new Feed('busy', 'e', { monotonic: () => 0, heartbeatMs: 10_000 });
      job.watch$.subscribe({ next: event => feed.publish(event), complete: () => feed.complete() });
      const followers = Array.from(
        { length: CLIENTS },
        (_, n) => new Follower(feed, randomBelow(seed * 1_000 + n), n % 5 === 0 ? 20 : 1),
      );
      while (followers.some(({ stays }) => !stays)) {
        changeJob(job, random, 400);
        for (const follower of followers) follower.turn();
      }
      job.done();
      for (const follower of followers) follower.finish();

      const replays = followers.map(({ replay }) => replay);
      for (const { state, replica } of replays) {
        expect(state).deep.equal(job.steps);
        expect(replica.steps).deep.equal(state);
      }
      const seen = sumOf(replays);
      // Each way of resuming was taken often.
      expect(seen.resumed).above(500);
      expect(seen.events).above(5_000);
      expect(seen.catchUps).above(CLIENTS);
      expect(seen.snapshots).within(CLIENTS, 200);
    }
  });
});
