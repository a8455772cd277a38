import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { callerIdentity, XML_TYPE } from '../callerIdentity.js';
import { JSON_TYPE, operationOf, requestId } from '../httpHandler.js';
import { seededRandom } from '../random.js';
import { Answers, type ReplayOptions } from './answers.js';
import type { RecordedCall } from './recordedCall.js';
import { headersThatMatter } from './recordedFailure.js';

/** Options of `startReplay`. */
export interface ReplayServerOptions extends ReplayOptions {
  /** Port to listen on. Default: any free port. */
  readonly port?: number;
  /** Host name or IP address to listen on. Default `127.0.0.1`: reachable from this machine alone. */
  readonly host?: string;
}

/** A server that answers from a recording. */
export interface ReplayServer {
  /** URL of the server. */
  readonly endpoint: string;
  /** Number of recorded calls that it can answer with. */
  readonly count: number;
  /** Where the recording is cut; undefined where it is whole. */
  readonly cut: string | undefined;
  /** Closes every connection and stops listening. */
  readonly close: () => Promise<void>;
}

/**
 * Serves a recording as `replayCalls` answers from it, to any client of SageMaker. Signatures aren't checked. A call that
 * was never recorded is refused with a `NotRecordedException`; where the connection broke, it breaks again. It answers
 * GetCallerIdentity, too, with the account of the recorded ARNs.
 *
 * Rejects with `InvalidInputError` for what is no recording, and with Node's error where it can't listen.
 */
export async function startReplay(
  lines: string | Iterable<string>,
  { port = 0, host = '127.0.0.1', ...options }: ReplayServerOptions = {},
): Promise<ReplayServer> {
  const answers = new Answers(lines, options);
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    response.on('error', () => undefined);
    void answer(answers, request, response);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const bound = server.address() as AddressInfo;
  const address = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    endpoint: `http://${address}:${String(bound.port)}`,
    count: answers.count,
    cut: answers.cut,
    close: async () => {
      const stopped = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await stopped;
    },
  };
}

async function answer(answers: Answers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let call: RecordedCall;
  try {
    const body = await text(request);
    const identity = callerIdentity(request, body, () => requestId(seededRandom(1)), answers.account);
    if (identity !== undefined) {
      response.writeHead(200, { 'content-type': XML_TYPE }).end(identity);
      return;
    }
    const input: unknown = JSON.parse(body);
    if (typeof input !== 'object' || input === null) throw new Error('The body of the request is no object.');
    call = answers.answerTo(operationOf(request), input);
  } catch (error) {
    const body = { __type: 'NotRecordedException', message: (error as Error).message };
    response.writeHead(400, { 'content-type': JSON_TYPE }).end(JSON.stringify(body));
    return;
  }
  const { status, headers = {}, body = '', error } = call;
  if (status === undefined) {
    response.socket?.resetAndDestroy();
    return;
  }
  if (error !== undefined) {
    // It broke within the body.
    response.writeHead(status, { 'content-type': JSON_TYPE, 'content-length': 2 });
    response.write('{', () => response.destroy());
    return;
  }
  // A recording can be of anyone's making: Node throws for a header with other characters.
  const sent = Object.entries(headersThatMatter(headers, status)).filter(([, value]) =>
    /^[ -~]*$/.test(value),
  );
  response.writeHead(status, { 'content-type': JSON_TYPE, ...Object.fromEntries(sent) }).end(body);
}
