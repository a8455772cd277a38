import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cancel, Time } from '../core/time.js';
import { callerIdentity, XML_TYPE } from './callerIdentity.js';
import type { OpenRequest } from './counters.js';
import { seededRandom, type Random } from './random.js';
import { parseAmzDate } from './faultReply.js';
import type { BrokenHow, ServiceReply } from './serviceReply.js';
import type { Service } from './service.js';
import { ServiceFault } from './serviceFault.js';
import { regionalArns } from './regionalArns.js';
import { jobNameOf } from './subject.js';

/** Content type of the protocol. */
export const JSON_TYPE = 'application/x-amz-json-1.1';
const TARGET_PREFIX = 'SageMaker.';
/** Delay between the first half of a body and the break of its connection, in milliseconds. */
const HALF_BODY_MS = 5;

/** Serves a simulated service over HTTP, in the protocol AWS JSON 1.1. */
export function httpHandler(service: Service): (request: IncomingMessage, response: ServerResponse) => void {
  const random = seededRandom(service.simulation.world.seed);
  const { time } = service.simulation;
  const { latencyMs = 0 } = service.simulation.options;
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const identity = callerIdentity(request, text, () => requestId(random));
      if (identity !== undefined) {
        response.writeHead(200, { 'content-type': XML_TYPE }).end(identity);
        return;
      }
      const operation = operationOf(request);
      const arns = regionalArns(request.headers.authorization);
      const sent = parse(text);
      const kept = arns.asKept(text);
      const input = kept === text ? sent : parse(kept);
      const jobName = jobNameOf(input);
      const open = service.simulation.counters.open(operation, jobName);
      let cancel: Cancel | undefined;
      response.on('error', () => undefined);
      response.on('close', () => {
        cancel?.();
        if (response.writableFinished) open.done();
        else open.aborted();
      });
      const signedAt = parseAmzDate(request.headers['x-amz-date']?.toString());
      const reply = service.call({ operation, input, sent, signedAt });
      const answer = (): void => {
        send(response, reply, arns.asAsked, requestId(random), open, time);
      };
      if (latencyMs > 0) cancel = time.after(latencyMs, answer);
      else answer();
    });
  };
}

/** The name of the operation that a request asks for; empty where it asks for none. */
export function operationOf({ method, headers }: IncomingMessage): string {
  const target = headers['x-amz-target']?.toString() ?? '';
  return method === 'POST' && target.startsWith(TARGET_PREFIX) ? target.slice(TARGET_PREFIX.length) : '';
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body) as unknown;
  } catch {
    return new ServiceFault('SerializationException', 'The body of the request is not JSON.');
  }
}

function send(
  response: ServerResponse,
  reply: ServiceReply,
  shown: (text: string) => string,
  id: string,
  open: OpenRequest,
  time: Time,
): void {
  const whole = (
    status: number,
    type: string,
    text: string,
    headers: Readonly<Record<string, string>> = {},
  ): void => {
    const body = Buffer.from(shown(text), 'utf8');
    response.writeHead(status, headersOf(id, type, body.length, headers)).end(body);
  };
  switch (reply.kind) {
    case 'answer':
      whole(200, JSON_TYPE, reply.text(), reply.headers);
      return;
    case 'refusal':
      whole(reply.error.status, JSON_TYPE, JSON.stringify(reply.error.wire), reply.error.headers);
      return;
    case 'garbage':
      whole(reply.status, reply.contentType, reply.text);
      return;
    case 'broken':
      sendBroken(response, reply.how, Buffer.from(shown(reply.answer.text()), 'utf8'), id, open, time);
  }
}

/** Sends no response or half of it, then stalls, resets or closes. Its own end doesn't count as aborted. */
function sendBroken(
  response: ServerResponse,
  how: BrokenHow,
  body: Buffer,
  id: string,
  open: OpenRequest,
  time: Time,
): void {
  if (how === 'stalledHeaders') return;
  if (how === 'resetBeforeResponse') {
    open.done();
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(200, headersOf(id, JSON_TYPE, body.length, {}));
  response.write(body.subarray(0, Math.floor(body.length / 2)));
  if (how === 'stalledBody') return;
  const cancel = time.after(HALF_BODY_MS, () => {
    open.done();
    if (how === 'cutBody') response.socket?.destroy();
    else response.socket?.resetAndDestroy();
  });
  response.on('close', cancel);
}

function headersOf(
  id: string,
  type: string,
  length: number,
  more: Readonly<Record<string, string>>,
): Record<string, string | number> {
  return { 'x-amzn-requestid': id, 'content-type': type, 'content-length': length, ...more };
}

/** The id of a request: a UUID of version 4, by the random numbers given. */
export function requestId(random: Random): string {
  const digit = (from: number, to: number): string =>
    (from + Math.floor(random() * (to - from))).toString(16);
  // Version 4 has a fixed digit, and one of four as its variant.
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, place =>
    place === 'x' ? digit(0, 16) : digit(8, 12),
  );
}
