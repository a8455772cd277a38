// The clients of the bench of several gateways, in a process of their own: each has a replica of its job, and
// connects to another gateway, at its position, when its connection ends.
import WebSocket from 'ws';
import { createReplica, formatPosition, ServerMessage, type Replica } from 'stepstream/codecs';

/** What the clients are asked. */
export type RelayClientsRequest =
  | {
      readonly kind: 'connect';
      readonly ports: readonly number[];
      readonly jobs: readonly string[];
      readonly count: number;
    }
  /** Clients that an end has moved connect to the gateway that they began with, so that all gateways have clients of each job. */
  | { readonly kind: 'home' }
  | { readonly kind: 'report' };

/** What they have seen. */
export interface RelayClientsReport {
  /** Clients whose job is done. */
  readonly done: number;
  /** Connections that began where another one had ended: those that were resumed, and those that were not. */
  readonly resumed: number;
  readonly restarted: number;
  /** Positions whose event two clients have had with different contents. */
  readonly doubles: number;
  /** Messages that didn't follow the one before. */
  readonly broken: number;
  /** The steps of each job as the clients have them at the end: one text where all agree. */
  readonly states: Readonly<Record<string, readonly string[]>>;
}

const RETRY_MS = 200;

const contents = new Map<string, string>();
const clients: RelayClient[] = [];
let resumed = 0;
let restarted = 0;
let doubles = 0;
let broken = 0;

class RelayClient {
  readonly replica: Replica = createReplica();
  done = false;
  #port: number;
  #socket: WebSocket | undefined;

  constructor(
    readonly jobName: string,
    private readonly ports: readonly number[],
    private readonly home: number,
  ) {
    this.#port = home;
    this.connect();
  }

  goHome(): void {
    if (this.#port === this.home) return;
    // One before, as the next gateway is tried when a connection ends.
    this.#port = this.home + this.ports.length - 1;
    this.#socket?.close();
  }

  connect(): void {
    const { position } = this.replica;
    const after = position === undefined ? '' : `?after=${formatPosition(position)}`;
    const socket = new WebSocket(
      `ws://127.0.0.1:${String(this.ports[this.#port])}/jobs/${this.jobName}${after}`,
    );
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      this.#take(data.toString(), position !== undefined);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.done) return;
      this.#port = (this.#port + 1) % this.ports.length;
      setTimeout(() => {
        this.connect();
      }, RETRY_MS * Math.random());
    });
  }

  #take(text: string, hadPosition: boolean): void {
    const decoded = ServerMessage.decode(JSON.parse(text));
    if (decoded._tag === 'Left') {
      broken += 1;
      return;
    }
    const message = decoded.right;
    if (message.type === 'hello' && hadPosition) {
      if (message.resumed) resumed += 1;
      else restarted += 1;
    }
    if (message.type === 'event') note(message.epoch, message.seq, text);
    if (message.type === 'bye' && message.reason === 'done') this.done = true;
    try {
      this.replica.apply(message);
    } catch {
      broken += 1;
    }
  }
}

function note(epoch: string, seq: number, text: string): void {
  const position = formatPosition({ epoch, seq });
  const known = contents.get(position);
  if (known === undefined) contents.set(position, text);
  else if (known !== text) {
    doubles += 1;
    if (doubles < 4) process.stderr.write(`two contents of ${position}:\n${known}\n${text}\n`);
  }
}

function report(): RelayClientsReport {
  const states: Record<string, Set<string>> = {};
  for (const { jobName, replica } of clients) {
    const steps = [...replica.steps.values()].map(step => JSON.stringify(step)).toSorted();
    (states[jobName] ??= new Set()).add(JSON.stringify(steps));
  }
  return {
    done: clients.filter(({ done }) => done).length,
    resumed,
    restarted,
    doubles,
    broken,
    states: Object.fromEntries(Object.entries(states).map(([name, texts]) => [name, [...texts]])),
  };
}

process.on('message', (request: RelayClientsRequest) => {
  if (request.kind === 'connect') {
    const { count, jobs, ports } = request;
    for (let i = 0; i < count; i++)
      clients.push(new RelayClient(jobs[i % jobs.length] ?? '', ports, i % ports.length));
    process.send?.('connected');
  } else if (request.kind === 'home') {
    for (const client of clients) client.goHome();
    process.send?.('moved');
  } else process.send?.(report());
});
