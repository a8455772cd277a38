// The clients of the gateway's bench, many in a process of their own. They speak as little WebSocket as is
// needed, so that they keep up: text frames are counted, pings are answered.
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What the clients are asked. */
export type ClientsRequest =
  | { readonly kind: 'connect'; readonly port: number; readonly count: number }
  | { readonly kind: 'stall'; readonly count: number }
  | { readonly kind: 'report' }
  | { readonly kind: 'leave' };

/** What they answer. */
export interface ClientsReply {
  /** Events that each client that wasn't stalled has had: the least and the most. */
  readonly least?: number;
  readonly most?: number;
  /** Clients, not counting those stalled, that got other than one event after the other. */
  readonly unsteady?: number;
  /** Milliseconds from event to client, of some of the events. */
  readonly latencies?: readonly number[];
}

/** Of so many events one is looked into for the time that it took. */
const LOOK_INTO = 20;
const PONG_MASK = Buffer.alloc(4);
const EVENT = Buffer.from('{"type":"event"');
const CATCH_UP = Buffer.from('{"type":"catchUp"');

const moment = (): number => performance.timeOrigin + performance.now();

class RawClient {
  readonly socket: Socket;
  readonly upgraded: Promise<void>;
  events = 0;
  catchUps = 0;
  stalled = false;
  readonly latencies: number[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #open = false;
  #onUpgrade: () => void = () => undefined;

  constructor(port: number) {
    this.upgraded = new Promise(resolve => (this.#onUpgrade = resolve));
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('error', () => undefined);
    this.socket.on('data', data => {
      this.#read(data);
    });
    this.socket.write(
      `GET /jobs/bench HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
  }

  #read(data: Buffer): void {
    let bytes = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    if (!this.#open) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end >= 0) {
        this.#open = true;
        this.#onUpgrade();
        bytes = bytes.subarray(end + 4);
      } else {
        this.#rest = bytes;
        return;
      }
    }
    let at = 0;
    while (at + 2 <= bytes.length) {
      const short = bytes[at + 1]!;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (at + head > bytes.length) break;
      const length =
        short < 126
          ? short
          : short === 126
            ? bytes.readUInt16BE(at + 2)
            : Number(bytes.readBigUInt64BE(at + 2));
      if (at + head + length > bytes.length) break;
      this.#frame(bytes[at]! & 0x0f, bytes.subarray(at + head, at + head + length));
      at += head + length;
    }
    this.#rest = bytes.subarray(at);
  }

  #frame(opcode: number, payload: Buffer): void {
    if (opcode === 9) {
      this.socket.write(Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length]), PONG_MASK, payload]));
      return;
    }
    if (opcode !== 1) return;
    if (payload.subarray(0, CATCH_UP.length).equals(CATCH_UP)) this.catchUps += 1;
    if (!payload.subarray(0, EVENT.length).equals(EVENT)) return;
    this.events += 1;
    if (this.events % LOOK_INTO !== 0) return;
    const at = payload.indexOf('sent at ') + 8;
    this.latencies.push(moment() - Number(payload.subarray(at, payload.indexOf('"', at)).toString()));
  }
}

let clients: RawClient[] = [];

async function answer(request: ClientsRequest): Promise<ClientsReply> {
  switch (request.kind) {
    case 'connect':
      for (let n = 0; n < request.count; n += 100) {
        const some = Array.from(
          { length: Math.min(100, request.count - n) },
          () => new RawClient(request.port),
        );
        clients.push(...some);
        await Promise.all(some.map(({ upgraded }) => upgraded));
      }
      return {};
    case 'stall':
      for (const client of clients.slice(0, request.count)) {
        client.stalled = true;
        client.socket.pause();
      }
      return {};
    case 'report': {
      const steady = clients.filter(({ stalled }) => !stalled);
      const counts = steady.map(({ events }) => events);
      const latencies = steady.flatMap(client => client.latencies.splice(0));
      const unsteady = steady.filter(({ catchUps }) => catchUps > 0).length;
      for (const client of steady) client.events = 0;
      return { least: Math.min(...counts), most: Math.max(...counts), unsteady, latencies };
    }
    case 'leave':
      for (const { socket } of clients) socket.destroy();
      clients = [];
      return {};
  }
}

process.on('message', (request: ClientsRequest) => {
  void answer(request).then(reply => process.send?.(reply));
});
