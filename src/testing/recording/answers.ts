import { InvalidInputError, NotRecordedError } from '../../core/errors.js';
import { lowerBound } from '../../core/lowerBound.js';
import { systemTime, type Clock } from '../../core/time.js';
import type { RecordedCall } from './recordedCall.js';
import { isClock, MUST_BE_CLOCK } from '../isClock.js';
import { parseRecording } from './parseRecording.js';

/** Options of `replayCalls`. */
export interface ReplayOptions {
  /**
   * Speed of the recorded time relative to real time. With 0 it only moves by `advance`; with `Infinity` each answer is
   * the last one. Default 1.
   */
  readonly speed?: number | undefined;
  /** Clock of real time. Default: that of this machine. */
  readonly clock?: Pick<Clock, 'monotonic'> | undefined;
}

/** The recorded answers, by the time of the recording. It begins with the first call. */
export class Answers {
  /** Where the recording is cut; undefined where it is whole. */
  readonly cut: string | undefined;
  /** Number of recorded calls that have an answer. */
  readonly count: number;
  /** The account that the recorded ARNs are of, or what stands in its place; undefined where there is none. */
  readonly account: string | undefined;
  readonly #exact = new Map<string, RecordedCall[]>();
  readonly #otherTimes = new Map<string, RecordedCall[]>();
  readonly #inputs = new Map<string, Set<string>>();
  readonly #first: number;
  readonly #last: number;
  readonly #speed: number;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #startedAt: number | undefined;
  #advanced = 0;

  constructor(lines: string | Iterable<string>, { speed = 1, clock = systemTime }: ReplayOptions = {}) {
    if (typeof speed !== 'number' || !(speed >= 0))
      throw new InvalidInputError('speed', 'must be a number from 0, how many times faster than real time');
    if (!isClock(clock)) throw new InvalidInputError('clock', MUST_BE_CLOCK);
    const { calls, cut } = parseRecording(lines);
    this.cut = cut;
    this.#speed = speed;
    this.#clock = clock;
    this.#first = calls[0]?.at ?? 0;
    this.#last = calls.at(-1)?.at ?? 0;
    // What a caller gave up has no answer.
    const answered = calls.filter(({ aborted }) => aborted !== true);
    this.count = answered.length;
    this.account = firstOf(answered, ({ body }) => ACCOUNT.exec(body ?? '')?.[1]);
    for (const call of answered) {
      const { operation, input } = call;
      push(this.#exact, keyOf(operation, input), call);
      push(this.#otherTimes, keyOf(operation, withoutTimes(input)), call);
      const inputs = this.#inputs.get(operation) ?? new Set();
      this.#inputs.set(operation, inputs.add(canonical(input)));
    }
  }

  /** Recorded time, in milliseconds since the epoch. */
  now(): number {
    if (this.#speed === Infinity) return this.#last + this.#advanced;
    const passed = this.#startedAt === undefined ? 0 : this.#clock.monotonic() - this.#startedAt;
    // Whole milliseconds, as calls are dated by them.
    return Math.round(this.#first + this.#advanced + passed * this.#speed);
  }

  /** Moves recorded time on by this much, in milliseconds. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new InvalidInputError('ms', 'must be a number of milliseconds from 0');
    this.#advanced += ms;
  }

  /**
   * The answer to a request in its wire form: the newest one that isn't later than the present recorded time, else the
   * first. Where no request has the same times in its filters, one with others counts. Throws `NotRecordedError`.
   */
  answerTo(operation: string, input: object): RecordedCall {
    this.#startedAt ??= this.#clock.monotonic();
    const calls =
      this.#exact.get(keyOf(operation, input)) ??
      this.#otherTimes.get(keyOf(operation, withoutTimes(input))) ??
      [];
    const now = this.now();
    const answer = calls[Math.max(0, lowerBound(calls, ({ at }) => at <= now) - 1)];
    if (answer === undefined) throw this.#notRecorded(operation, input);
    return answer;
  }

  #notRecorded(operation: string, input: object): NotRecordedError {
    const recorded = [...(this.#inputs.get(operation) ?? [])];
    const shown = recorded.slice(0, MAX_SHOWN).join(', ');
    const more = recorded.length > MAX_SHOWN ? ` and ${String(recorded.length - MAX_SHOWN)} more` : '';
    const has = recorded.length === 0 ? 'has no call of it' : `has it with ${shown}${more}`;
    const cut = this.cut === undefined ? '' : ` ${this.cut}`;
    return new NotRecordedError(
      `${operation} with ${canonical(input)} was never recorded; the recording ${has}.${cut}`,
    );
  }
}

/** The account in an ARN of SageMaker. */
const ACCOUNT = /\barn:aws[a-z-]*:sagemaker:[a-z0-9-]*:(\d{12}):/;

function firstOf<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Number of recorded requests that an error shows. */
const MAX_SHOWN = 3;

function push(map: Map<string, RecordedCall[]>, key: string, call: RecordedCall): void {
  const those = map.get(key);
  if (those === undefined) map.set(key, [call]);
  else those.push(call);
}

const keyOf = (operation: string, input: object): string => `${operation} ${canonical(input)}`;

/** JSON with the members of each object in the order of their names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The request with the same word for each of its times: they follow from the caller's clock. */
function withoutTimes(input: object): object {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      /Time(?:After|Before)$/.test(name) ? 'time' : (value as unknown),
    ]),
  );
}
