import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { throwError } from 'rxjs';
import { AccessDeniedError } from '../../src/core/errors.js';
import type { ServerMessage } from '../../src/core/message.js';
import { attackOf, KINDS, type Attack } from '../support/attacks.js';
import { SseClient, WsClient, type TestClient } from '../support/gatewayClients.js';
import { served } from '../support/gatewayOf.js';
import { until } from '../support/simulated.js';

const ATTACKS = process.env.STEPSTREAM_LONG ? 100_000 : 2 * KINDS;
const AT_ONCE = 24;
/** Maximum number of clients: low enough to run out if a connection isn't released. */
const MOST = 60;
/** How long an attacker waits where no response is due, and where a longer wait is a hang, in milliseconds. */
const SHORT_MS = 20;
const HANG_MS = 60_000;
/** Number of attacks between two checks of the gateway, and the interval between checks, in virtual milliseconds. */
const ATTACKS_A_ROUND = 20;
const ROUND_MS = 500;

const AWS_DETAIL = 'User: arn:aws:iam::123456789012:role/Secret is not authorized';
/** Text that must never leave the server: messages of AWS, stacks, files. */
const LEAKS = /arn:aws|123456789012|role\/Secret|\bat \S+ \(|node:internal|\.ts:\d|root:|"devDependencies"/;

/** A response: the status, the close code of a WebSocket, and all bytes as text. */
interface Outcome {
  readonly status: number | undefined;
  readonly close: number | undefined;
  readonly text: string;
}

async function carryOut(attack: Attack, port: number): Promise<Outcome> {
  const socket = connect(port, '127.0.0.1');
  const parts: Buffer[] = [];
  const outcome = (): Outcome => {
    const all = Buffer.concat(parts);
    const text = all.toString('latin1');
    const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
    const close = status === '101' ? closeOf(all) : undefined;
    return { status: status === undefined ? undefined : Number(status), close, text };
  };
  socket.on('error', () => undefined);
  socket.on('data', part => parts.push(part));
  const [first, ...rest] = attack.bytes;
  socket.write(first!);
  const answered = (): boolean => parts.length > 0;
  const ended = (): boolean => answered() && (attack.closes === undefined || outcome().close !== undefined);
  if (rest.length > 0) await said(socket, answered, HANG_MS);
  for (const bytes of rest) socket.write(bytes);
  await said(socket, ended, attack.open ? SHORT_MS : HANG_MS);
  socket.destroy();
  return outcome();
}

/** Resolves once the expected bytes have arrived, the connection is closed, or the time is over. */
function said(socket: Socket, enough: () => boolean, timeoutMs: number): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      clearTimeout(timer);
      socket.off('data', look).off('close', end);
      resolve();
    };
    const look = (): void => {
      if (enough()) end();
    };
    const timer = setTimeout(end, timeoutMs);
    socket.on('data', look).on('close', end);
    if (socket.destroyed || enough()) end();
  });
}

/** The code of the close frame at the end of a response. */
function closeOf(bytes: Buffer): number | undefined {
  let at = bytes.indexOf('\r\n\r\n') + 4;
  while (at > 3 && at + 2 <= bytes.length) {
    const opcode = bytes[at]! & 0x0f;
    const short = bytes[at + 1]! & 0x7f;
    const [length, head] = short < 126 ? [short, 2] : [bytes.readUInt16BE(at + 2), 4];
    if (opcode === 8) return bytes.readUInt16BE(at + head);
    at += head + length;
  }
  return undefined;
}

/** Follows a well-behaved client: its position, and that it received every event once. */
function follow(client: TestClient): { readonly seq: () => number; readonly faults: string[] } {
  let seq = -1;
  const faults: string[] = [];
  client.onMessage = (message: ServerMessage) => {
    if (message.type === 'snapshot') seq = message.seq;
    else if (message.type === 'event' && message.seq === seq + 1) seq = message.seq;
    else if (message.type !== 'beat' && message.type !== 'hello') faults.push(`${message.type} after ${seq}`);
  };
  void client.ended.then(({ code }) => faults.push(`ended with ${code}`));
  return { seq: () => seq, faults };
}

describe('a gateway among hostile clients', () => {
  it(`withstands ${ATTACKS} attacks, leaks nothing, and serves the others meanwhile`, async function () {
    if (ATTACKS > 2 * KINDS) this.timeout(ATTACKS * 20);
    const body = readFileSync(new URL('../../package.json', import.meta.url)).subarray(0, 20);
    const files = { '/page.js': { contentType: 'text/javascript', body } };
    await served({ files, maxClients: MOST }, async ({ gateway, watch, time, url, port }) => {
      const job = watch.job('j');
      job.put('a', 1);
      job.sync();
      watch.job('secret').fail(new AccessDeniedError(AWS_DETAIL, { cause: new Error(AWS_DETAIL) }));
      watch.list$ = () => throwError(() => new AccessDeniedError(AWS_DETAIL));
      const good = [new WsClient(`${url}/jobs/j`), new SseClient(`${url}/jobs/j`)];
      const followed = good.map(follow);
      await until(() => gateway.stats().clients === 2);
      let happened = 0;
      const wrong: string[] = [];
      const kinds = new Map<string, number>();
      let next = 0;
      const attackers = Array.from({ length: AT_ONCE }, async () => {
        while (next < ATTACKS) {
          const attack = attackOf(next++, port);
          const { status, close, text } = await carryOut(attack, port);
          const kind = `${status ?? 'nothing'} ${close ?? ''}`;
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          const silent = attack.open === true && status === undefined;
          if (!silent && !attack.statuses.includes(status ?? 0)) wrong.push(`${attack.kind}: ${status}`);
          const closed = close === undefined ? attack.open : attack.closes?.includes(close);
          if (status === 101 && closed !== true) wrong.push(`${attack.kind}: closed with ${close}`);
          if (LEAKS.test(text)) wrong.push(`${attack.kind}: leaked ${LEAKS.exec(text)?.[0] ?? ''}`);
          if (gateway.stats().clients > MOST) wrong.push('more clients than allowed');
          job.put(`s-${happened % 30}`, (happened += 1));
          if (happened % ATTACKS_A_ROUND === 0) await time.pass(ROUND_MS);
        }
      });
      await Promise.all(attackers);

      expect(wrong).deep.equal([]);
      // Each kind of refusal and each close code was seen.
      for (const seen of ['101 1002', '101 1003', '101 1007', '101 1008', '101 1009', '101 1011'])
        expect(kinds.get(seen), seen).above(0);
      for (const seen of [400, 403, 404, 405, 406, 502]) expect(kinds.get(`${seen} `), String(seen)).above(0);
      // All other clients received every event, and nothing is left of the attackers.
      expect(happened).equal(ATTACKS);
      await until(() => followed.every(({ seq }) => seq() === happened + 3));
      for (const { faults } of followed) expect(faults).deep.equal([]);
      // Attackers that stayed connected after their connection was ended are cut off.
      await time.pass(11 * ROUND_MS);
      await until(() => gateway.stats().clients === 2);
      for (const client of good) client.drop();
    });
  });
});
