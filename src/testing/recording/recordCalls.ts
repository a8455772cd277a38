import { InvalidInputError } from '../../core/errors.js';
import { systemTime, type Time } from '../../core/time.js';
import type { SendOptions } from '../fakeRecommender.js';
import { toWire } from '../toWire.js';
import { RECORDING_FORMAT, RECORDING_VERSION, type RecordedCall } from './recordedCall.js';
import { headersThatMatter, readFailure } from './recordedFailure.js';
import { checkRedaction, redactedKinds, type Redaction } from './redaction.js';
import { redactor, type RawCall } from './redactor.js';
import { tapResponse } from './tapResponse.js';

/** A client whose calls can be recorded: `SageMakerClient`, or a mock. */
export interface RecordableClient {
  send(command: object, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
}

/** Options of `recordCalls`. */
export interface RecordOptions {
  /** Takes each line, which ends with a line break. What it throws fails the call. */
  readonly write: (line: string) => void;
  /**
   * What stand-ins replace: `true`, `false`, or an object of kinds. Credentials, signatures and tokens are replaced
   * whatever it says. Default `true`: all but the names of jobs, models and endpoints.
   */
  readonly redact?: boolean | Redaction | undefined;
  /** Clocks by which calls are dated. Default: those of this machine. */
  readonly time?: Pick<Time, 'now' | 'monotonic'> | undefined;
}

/** A client that records: give it to `connect({ client })`. */
export interface RecordingClient {
  /** Settings of the client that is recorded. */
  readonly config?: unknown;
  /** Sends the command with the client that is recorded, and returns or throws what it does. */
  readonly send: (command: object, options?: SendOptions) => Promise<unknown>;
}

/**
 * Records each call of a client as a line of JSON, which `replayCalls` answers from: operation, request, times, status,
 * headers that matter, and the body as it came. The first line, which names format and version, is written at once.
 *
 * - **Order**: a line for each call when it ends.
 * - **Fails**: with `InvalidInputError` for an option.
 * - **Cost**: each body is read twice. Remembers each distinct value that it has replaced, and each name.
 *
 * A client of the SDK is seen on the wire; of a mock the output is recorded. The client isn't changed.
 *
 * @example
 * ```ts
 * import { appendFileSync } from 'node:fs';
 * import { SageMakerClient } from '@aws-sdk/client-sagemaker';
 * import { connect } from 'stepstream';
 * import { recordCalls } from 'stepstream/testing';
 *
 * const write = (line: string) => appendFileSync('calls.ndjson', line);
 * const client = recordCalls(new SageMakerClient({ region: 'eu-west-1', maxAttempts: 1 }), { write });
 * const recommender = connect({ client });
 * ```
 */
export function recordCalls(client: RecordableClient, options: RecordOptions): RecordingClient {
  check(client, options);
  const { write, time = systemTime } = options;
  const redaction = checkRedaction(options.redact);
  const { asked: askedBy, redact } = redactor(redaction);
  const started = { at: time.now(), monotonic: time.monotonic() };
  const now = (): number => Math.round(started.at + time.monotonic() - started.monotonic);
  const writeLine = (value: object): void => {
    write(`${JSON.stringify(value)}\n`);
  };
  writeLine({
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    redacted: redactedKinds(redaction),
  });

  async function send(command: object, sendOptions: SendOptions = {}): Promise<unknown> {
    const operation = command.constructor.name.replace(/Command$/, '');
    const input = toWire((command as { readonly input?: unknown }).input ?? {}) as object;
    const asked = askedBy(operation, input);
    const at = now();
    const { command: tapped, seen } = tapResponse(command);
    const record = (outcome: Outcome): void => {
      const raw: RawCall = {
        ...{ operation, input, asked, secrets: seen.secrets },
        ...{ headers: outcome.headers ?? {}, body: outcome.body, message: outcome.error?.message },
      };
      writeLine(lineOf(outcome, raw, redact(raw), { at, ms: now() - at }));
    };
    const response = (): Outcome => ({
      ...(seen.status !== undefined && {
        status: seen.status,
        headers: headersThatMatter(seen.headers, seen.status),
      }),
      ...(seen.body !== undefined && { body: seen.body }),
    });

    let output: unknown;
    try {
      const { abortSignal } = sendOptions;
      output = await client.send(tapped, abortSignal === undefined ? {} : { abortSignal });
    } catch (error) {
      if (sendOptions.abortSignal?.aborted === true) record({ aborted: true });
      else record(failure(error, response()));
      throw error;
    }
    asked.answered();
    record(
      seen.body === undefined
        ? { status: 200, headers: {}, body: JSON.stringify(toWire(withoutMetadata(output))) }
        : response(),
    );
    return output;
  }

  return { config: (client as { readonly config?: unknown }).config, send };
}

type Outcome = Pick<RecordedCall, 'status' | 'headers' | 'body' | 'error' | 'skewCorrected' | 'aborted'>;

/** The response where a whole one came, else what the error says. */
function failure(error: unknown, response: Outcome): Outcome {
  const said = readFailure(error);
  const { skewCorrected } = said;
  if (response.body === undefined) return { ...response, ...said };
  // A success that the SDK can't read fails again where it is read again.
  return { ...response, ...(skewCorrected === true && { skewCorrected }) };
}

function lineOf(
  { status, error, skewCorrected, aborted }: Outcome,
  { operation }: RawCall,
  { input, headers, body, message }: ReturnType<ReturnType<typeof redactor>['redact']>,
  times: Pick<RecordedCall, 'at' | 'ms'>,
): RecordedCall {
  return {
    ...{ operation, input, ...times },
    ...(status !== undefined && { status }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body !== undefined && { body }),
    ...(error !== undefined && { error: { ...error, message: message ?? '' } }),
    ...(skewCorrected === true && { skewCorrected }),
    ...(aborted === true && { aborted }),
  };
}

/** The output of a mock, without what the SDK adds. */
function withoutMetadata(output: unknown): unknown {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return output ?? null;
  const { $metadata: _, ...answer } = output as { readonly $metadata?: unknown };
  return answer;
}

function check(client: unknown, options: unknown): void {
  if (typeof (client as Partial<RecordableClient> | null | undefined)?.send !== 'function')
    throw new InvalidInputError('client', "must have a method 'send', as SageMakerClient has");
  if (typeof (options as Partial<RecordOptions> | null | undefined)?.write !== 'function')
    throw new InvalidInputError('write', 'must be a function that takes a line of text');
}
