import type { Time } from '../core/time.js';
import { fromWire } from './fromWire.js';
import { requestId } from './httpHandler.js';
import { seededRandom, type Random } from './random.js';
import type { BrokenHow, ServiceReply } from './serviceReply.js';
import { sdkError, type SdkMetadata } from './sdkError.js';
import { Service } from './service.js';
import { OPERATIONS, type OperationName } from './shapes.js';
import { Simulation, type SimulationOptions } from './simulation.js';
import { jobNameOf } from './subject.js';
import { toWire } from './toWire.js';

/** A command of the AWS SDK, or any object of that form. The name of its class gives the operation. */
export interface CommandLike {
  readonly input: object;
}

/** Options of `send`. */
export interface SendOptions {
  /** Ends the call when it fires. Default: only its response ends it. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** A client without a network: it behaves like a client of the AWS SDK whose endpoint is the simulator. */
export class FakeRecommender extends Simulation {
  readonly #service: Service = new Service(this);
  readonly #random: Random = seededRandom(this.world.seed);
  readonly #closing = new AbortController();
  /** How far the service's clock is ahead, in milliseconds, as learnt from a refusal. */
  #skewMs = 0;

  /**
   * Resolves with the response to a command, in the form of the SDK's output: after `latencyMs`, or in a microtask.
   * Rejects with errors of the SDK's form, and with an `AbortError` when the signal fires.
   */
  async send(command: CommandLike, { abortSignal }: SendOptions = {}): Promise<Record<string, unknown>> {
    const operation = command.constructor.name.replace(/Command$/, '');
    const input = toWire(command.input);
    const jobName = jobNameOf(command.input);
    if (abortSignal?.aborted === true) throw abortError();
    const open = this.counters.open(operation, jobName);
    try {
      const reply = this.#service.call({ operation, input, signedAt: this.time.now() + this.#skewMs });
      await this.#wait(this.options.latencyMs ?? 0, abortSignal);
      return await this.#deliver(operation, reply, abortSignal);
    } catch (error) {
      if (isAbort(error)) open.aborted();
      throw error;
    } finally {
      open.done();
    }
  }

  /** Ends stalled calls. Resolves at once. Later commands are still answered. */
  close(): Promise<void> {
    this.#closing.abort();
    return Promise.resolve();
  }

  #wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return wait(this.time, ms, signal, this.#closing.signal);
  }

  async #deliver(
    operation: string,
    reply: ServiceReply,
    signal: AbortSignal | undefined,
  ): Promise<Record<string, unknown>> {
    const metadata = (httpStatusCode: number): SdkMetadata => ({
      httpStatusCode,
      requestId: requestId(this.#random),
      attempts: 1,
      totalRetryDelay: 0,
    });
    switch (reply.kind) {
      case 'answer': {
        const shape = OPERATIONS[operation as OperationName].output ?? '';
        return { $metadata: metadata(200), ...(fromWire(shape, reply.wire) as object) };
      }
      case 'refusal': {
        const { error } = reply;
        const skewMs = Date.parse(error.headers['date'] ?? '') - this.time.now();
        const corrected = Math.abs(skewMs - this.#skewMs) > 60_000;
        if (corrected) this.#skewMs = skewMs;
        throw sdkError(error, { ...metadata(error.status), ...(corrected && { clockSkewCorrected: true }) });
      }
      case 'garbage':
        throw notJson(reply.text, metadata(reply.status));
      case 'broken':
        if (reply.how.startsWith('stalled')) await this.#wait(Infinity, signal);
        throw connectionReset(reply.how, metadata(200));
    }
  }
}

/**
 * The simulator without HTTP, as a client: `connect({ client: fakeRecommender({ jobs }) })`.
 *
 * With fake timers the whole simulation runs in virtual time: it reads `performance.now`, and sets timers for `latencyMs`
 * alone. The same seed and the same calls give the same responses.
 *
 * @example
 * ```ts
 * import { connect } from 'stepstream';
 * import { fakeRecommender } from 'stepstream/testing';
 *
 * const client = fakeRecommender({ jobs: [{ name: 'my-job', steps: 35 }] });
 * client.fault('throttle', { call: 2 });
 * await connect({ client })
 *   .steps$('my-job', { pageSize: 20 })
 *   .forEach(({ steps }) => console.log(steps.length)); // 20, and after another attempt 15
 * ```
 */
export function fakeRecommender(options: SimulationOptions = {}): FakeRecommender {
  return new FakeRecommender(options);
}

/** Resolves after `ms` (0: in a microtask). Rejects when a signal fires before. Leaves no timer and no listener. */
async function wait(
  time: Time,
  ms: number,
  signal: AbortSignal | undefined,
  closing: AbortSignal,
): Promise<void> {
  if (ms > 0) {
    await new Promise<void>((resolve, reject) => {
      const settle = (): void => {
        cancel?.();
        signal?.removeEventListener('abort', settle);
        closing.removeEventListener('abort', settle);
        if (signal?.aborted === true) reject(abortError());
        else resolve();
      };
      const cancel = ms === Infinity ? undefined : time.after(ms, settle);
      signal?.addEventListener('abort', settle);
      closing.addEventListener('abort', settle);
      if (closing.aborted || signal?.aborted === true) settle();
    });
    return;
  }
  await Promise.resolve();
  if (signal?.aborted === true) throw abortError();
}

function abortError(): Error {
  return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** The SDK's error for a broken connection. Before the headers the SDK calls every such error a time-out. */
function connectionReset(how: BrokenHow, $metadata: SdkMetadata): Error {
  if (how !== 'resetBeforeResponse' && how !== 'stalledHeaders') {
    return Object.assign(new Error('aborted'), { code: 'ECONNRESET', $metadata });
  }
  const { attempts, totalRetryDelay } = $metadata;
  const reset = Object.assign(new Error('read ECONNRESET'), { name: 'TimeoutError', code: 'ECONNRESET' });
  return Object.assign(reset, { $metadata: { attempts, totalRetryDelay } });
}

/** The SDK's error for a body that isn't JSON: that of JSON.parse. */
function notJson(text: string, $metadata: SdkMetadata): Error {
  try {
    JSON.parse(text);
    return new SyntaxError('Unexpected end of JSON input');
  } catch (error) {
    return Object.assign(error as Error, { $metadata });
  }
}
