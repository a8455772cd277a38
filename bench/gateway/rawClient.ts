import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { moment } from './events.js';

/** Number of events of which one is looked into for the time that it took. */
const LOOK_INTO = 20;
const PONG_MASK = Buffer.alloc(4);
const EVENT = Buffer.from('{"type":"event"');
const CATCH_UP = Buffer.from('{"type":"catchUp"');

/** A client that speaks as little WebSocket as is needed, so that it keeps up: text frames are counted, pings are answered. */
export class RawClient {
  readonly socket: Socket;
  readonly upgraded: Promise<void>;
  events = 0;
  catchUps = 0;
  stalled = false;
  readonly latencies: number[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #open = false;
  #onUpgrade: () => void = () => undefined;

  constructor(
    port: number,
    jobName: string,
    /** Of which of its events it looks into the time: different ones in different clients. */
    private readonly offset: number,
  ) {
    this.upgraded = new Promise(resolve => (this.#onUpgrade = resolve));
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('error', () => undefined);
    this.socket.on('data', data => {
      this.#read(data);
    });
    this.socket.write(
      `GET /jobs/${jobName} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
        `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
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
    if ((this.events + this.offset) % LOOK_INTO !== 0) return;
    const at = payload.indexOf('sent at ') + 8;
    this.latencies.push(moment() - Number(payload.subarray(at, payload.indexOf('"', at)).toString()));
  }
}
