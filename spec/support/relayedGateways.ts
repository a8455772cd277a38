import type { Observable } from 'rxjs';
import type { WatchEvent } from '../../src/core/event.js';
import type { ServerMessage } from '../../src/core/message.js';
import { formatPosition } from '../../src/core/position.js';
import { createReplica, type Replica } from '../../src/core/replica.js';
import type { Step } from '../../src/core/step.js';
import { ClientRegistry } from '../../src/gateway/clientRegistry.js';
import type { Client } from '../../src/gateway/client.js';
import { FeedRegistry } from '../../src/gateway/feedRegistry.js';
import { messageFrame } from '../../src/gateway/messageFrame.js';
import type { KnownState } from '../../src/core/knownState.js';
import { Relay } from '../../src/gateway/relay/relay.js';
import type { Frame } from '../../src/sinks/frame.js';
import { FakeLink } from './fakeLink.js';
import { freezableTime, type FreezableTime } from './freezableTime.js';
import { decoded } from './gatewayClients.js';
import { MemoryLogs, type MemoryJobLog } from './memoryJobLog.js';
import type { VirtualTime } from './virtualTime.js';

/** Watches a job for a gateway, on its time. */
export type GatewayWatch = (
  gateway: string,
  time: FreezableTime,
  jobName: string,
  known: KnownState | undefined,
) => Observable<WatchEvent>;

const CLOSING = {
  frame: messageFrame({ type: 'bye', reason: 'closing', retry: true }),
  code: 1001,
  reason: 'closing',
};

/** Gateways a and b, the clients x of a and y of b. */
export interface RelayedPair {
  readonly a: RelayedGateway;
  readonly b: RelayedGateway;
  readonly x: RelayedClient;
  readonly y: RelayedClient;
}

/** Several gateways on one job log in memory, without sockets; and all that their clients were told. */
export class RelayedGateways {
  readonly logs: MemoryLogs;
  readonly gateways: RelayedGateway[] = [];
  /** What clients were told that can't be: two contents at one position, or messages that don't follow each other. */
  readonly problems: string[] = [];
  /** What was told at each position of each job: the event, and the steps after it. */
  readonly #told = new Map<string, string>();

  constructor(
    readonly time: VirtualTime,
    private readonly watch: GatewayWatch,
    readonly settings: {
      readonly leaseMs?: number;
      readonly lingerMs?: number;
      readonly maxJobs?: number;
    } = {},
  ) {
    this.logs = new MemoryLogs(time, settings.leaseMs);
  }

  start(name: string): RelayedGateway {
    const gateway = new RelayedGateway(name, this.time, this.logs, this.watch, this.settings);
    this.gateways.push(gateway);
    return gateway;
  }

  client(jobName: string): RelayedClient {
    return new RelayedClient(
      jobName,
      (what, position, content) => {
        const key = `${what} ${jobName} ${position}`;
        const before = this.#told.get(key) ?? content;
        if (before !== content) this.problems.push(`two contents at ${key}: ${before} and ${content}`);
        this.#told.set(key, before);
      },
      this.problems,
    );
  }

  /** Two gateways with a client of the job each, half a second after one another: the first one polls. */
  async pair(jobName: string): Promise<RelayedPair> {
    const [a, b] = [this.start('a'), this.start('b')];
    const [x, y] = [this.client(jobName), this.client(jobName)];
    x.connect(a);
    await this.time.pass(500);
    y.connect(b);
    await this.time.pass(500);
    return { a, b, x, y };
  }

  /** The gateways that poll a job. */
  pollers(): readonly string[] {
    return this.gateways.filter(({ relay }) => relay.polled > 0).map(({ name }) => name);
  }

  async close(): Promise<void> {
    await Promise.all(this.gateways.map(gateway => gateway.close()));
  }
}

/** A gateway without sockets. */
export class RelayedGateway {
  readonly time: FreezableTime;
  readonly link: MemoryJobLog;
  readonly relay: Relay;
  readonly feeds: FeedRegistry;
  readonly clients: ClientRegistry;
  isUp = true;

  constructor(
    readonly name: string,
    time: VirtualTime,
    logs: MemoryLogs,
    watch: GatewayWatch,
    { lingerMs = 10_000, maxJobs = 500 }: { readonly lingerMs?: number; readonly maxJobs?: number },
  ) {
    this.time = freezableTime(time);
    this.link = logs.link(name, this.time);
    this.relay = new Relay({
      log: this.link,
      time: this.time,
      watch: (jobName, known) => watch(name, this.time, jobName, known),
      heartbeatMs: 10_000,
      keptFailureMs: lingerMs,
    });
    this.feeds = new FeedRegistry((jobName, onFailed) => this.relay.start(jobName, onFailed), {
      time: this.time,
      lingerMs,
      maxJobs,
    });
    this.clients = new ClientRegistry(30_000, this.time);
  }

  /** Ends as a process does that is killed: nothing is given back, nothing is said. */
  kill(): void {
    this.isUp = false;
    this.time.kill();
    this.link.isCutOff = true;
  }

  async close(): Promise<void> {
    if (!this.isUp) return;
    this.isUp = false;
    if (this.clients.size > 0) await this.relay.handOver();
    await this.clients.endAll(CLOSING, 0);
    this.feeds.close();
    await this.relay.close();
  }
}

/** A client that reads a job by a replica, and reconnects to any gateway. */
export class RelayedClient {
  readonly replica: Replica = createReplica();
  readonly messages: ServerMessage[] = [];
  /** The events that the replica has emitted. */
  readonly events: WatchEvent[] = [];
  /** The number of events before each connection. */
  readonly connections: number[] = [];
  gateway: RelayedGateway | undefined;
  link: FakeLink | undefined;
  #leave: () => void = () => undefined;

  constructor(
    readonly jobName: string,
    private readonly tell: (what: string, position: string, content: string) => void,
    private readonly problems: string[],
  ) {}

  /** The messages of this type. */
  ofType<T extends ServerMessage['type']>(type: T): readonly Extract<ServerMessage, { readonly type: T }>[] {
    return this.messages.filter(
      (message): message is Extract<ServerMessage, { readonly type: T }> => message.type === type,
    );
  }

  /** Whether the last hello went on from the position of the client. */
  get resumed(): boolean | undefined {
    return this.ofType('hello').at(-1)?.resumed;
  }

  /** Whether the last message says that there is nothing to come back for. */
  get hasEndedForGood(): boolean {
    const last = this.messages.at(-1);
    return (last?.type === 'bye' || last?.type === 'error') && !last.retry;
  }

  /** Whether what the client has is stale, as far as it was told. */
  get isStale(): boolean {
    return this.events.findLast(({ type }) => type === 'stale' || type === 'fresh')?.type === 'stale';
  }

  connect(gateway: RelayedGateway): void {
    this.disconnect();
    this.gateway = gateway;
    const link = new ClientLink(frame => {
      this.#take(decoded(frame.text));
    });
    this.link = link;
    let client: Client | undefined;
    const group = gateway.feeds.join(this.jobName, this.replica.position, source => {
      client = gateway.clients.add(link, source);
      return client;
    });
    this.#leave = () => {
      if (client === undefined) return;
      group.leave(client);
      gateway.clients.delete(client);
    };
    link.onClose({
      closed: () => {
        if (this.link === link) this.disconnect();
      },
    });
  }

  disconnect(): void {
    const leave = this.#leave;
    this.#leave = () => undefined;
    this.gateway = undefined;
    this.link = undefined;
    leave();
  }

  #take(message: ServerMessage): void {
    this.messages.push(message);
    if (message.type === 'hello') this.connections.push(this.events.length);
    try {
      this.events.push(...this.replica.apply(message));
    } catch (error) {
      this.problems.push(String(error));
    }
    const { position, steps } = this.replica;
    if (message.type === 'event') this.tell('event', formatPosition(message), JSON.stringify(message.event));
    if (position !== undefined && 'seq' in message)
      this.tell('steps', formatPosition(position), stepsText(steps));
  }
}

/** Steps as a text, in the order of their keys. */
export function stepsText(steps: ReadonlyMap<string, Step>): string {
  return JSON.stringify([...steps].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

class ClientLink extends FakeLink {
  constructor(private readonly take: (frame: Frame) => void) {
    super();
  }

  override send(frame: Frame): void {
    if (this.open) this.take(frame);
  }
}
