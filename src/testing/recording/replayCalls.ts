import { fromWire } from '../fromWire.js';
import type { CommandLike, SendOptions } from '../fakeRecommender.js';
import { OPERATIONS, type OperationName } from '../shapes.js';
import { toWire } from '../toWire.js';
import { Answers, type ReplayOptions } from './answers.js';
import { replayed } from './replayedError.js';

/** A client that answers from a recording. */
export interface ReplayClient {
  /** Resolves with the SDK's output of the recorded answer in a microtask, or rejects with the SDK's error. */
  readonly send: (command: CommandLike, options?: SendOptions) => Promise<unknown>;
  /** Recorded time, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Moves recorded time on by this much, in milliseconds. */
  readonly advance: (ms: number) => void;
  /** Where the recording is cut, in a sentence; undefined where it is whole. */
  readonly cut: string | undefined;
}

/**
 * A client that answers calls as a recording has them: with the newest answer to the same operation and input that isn't
 * later than the time of the recording, else with the first one. That time begins with the first call.
 *
 * A token is answered from the listing that it was handed out in. Errors are thrown as the SDK throws them. What the
 * recording's caller gave up isn't answered.
 *
 * - **Fails**: with `InvalidInputError` for an option, and for what is no recording; a call that was never recorded with
 *   `NotRecordedError`.
 * - **Cost**: holds the whole recording. No timers.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { connect } from 'stepstream';
 * import { replayCalls } from 'stepstream/testing';
 *
 * const client = replayCalls(readFileSync('calls.ndjson', 'utf8'), { speed: 480 });
 * connect({ client })
 *   .watch$('my-job', { minIntervalMs: 10 })
 *   .subscribe(event => console.log(event.type));
 * ```
 */
export function replayCalls(lines: string | Iterable<string>, options?: ReplayOptions): ReplayClient {
  const answers = new Answers(lines, options);
  async function send(command: CommandLike, { abortSignal }: SendOptions = {}): Promise<unknown> {
    const operation = command.constructor.name.replace(/Command$/, '');
    await Promise.resolve();
    if (abortSignal?.aborted === true)
      throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
    const call = answers.answerTo(operation, toWire(command.input) as object);
    const outcome = replayed(call);
    if ('error' in outcome) throw outcome.error;
    const shape = Object.hasOwn(OPERATIONS, operation)
      ? OPERATIONS[operation as OperationName].output
      : undefined;
    const output = fromWire(shape ?? '', outcome.wire);
    const isObject = typeof output === 'object' && output !== null && !Array.isArray(output);
    return isObject ? { $metadata: { httpStatusCode: call.status ?? 200 }, ...output } : output;
  }
  return {
    send,
    now: () => answers.now(),
    advance: ms => {
      answers.advance(ms);
    },
    cut: answers.cut,
  };
}
