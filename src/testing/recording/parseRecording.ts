import { counted } from '../../core/counted.js';
import { InvalidInputError } from '../../core/errors.js';
import { RECORDING_FORMAT, RECORDING_VERSION, type RecordedCall } from './recordedCall.js';

/** A recording that was read. */
export interface Recording {
  /** The calls by the moments of their requests. */
  readonly calls: readonly RecordedCall[];
  /** Where the recording is cut, as one is whose process was killed; undefined where it is whole. */
  readonly cut?: string | undefined;
}

/**
 * Reads a recording: its text, or its lines. A last line without its end is left out, and `cut` says so.
 *
 * Fails with `InvalidInputError`, which names the line, for what is no recording, for a recording of a later version of
 * the format, and for a line that was changed.
 */
export function parseRecording(lines: string | Iterable<string>): Recording {
  const all = (typeof lines === 'string' ? lines.split('\n') : [...lines].flatMap(line => line.split('\n')))
    .map((text, index) => ({ text: text.trim(), number: index + 1 }))
    .filter(({ text }) => text !== '');
  const [first, ...rest] = all;
  const header = first === undefined ? undefined : parse(first.text);
  if (header === undefined && rest.length === 0 && isCutHeader(first?.text ?? ''))
    return { calls: [], cut: 'The recording is cut in line 1: it holds no call.' };
  if (header?.['format'] !== RECORDING_FORMAT) {
    const is = first === undefined ? 'is empty' : 'is none of stepstream: its first line names no format';
    throw new InvalidInputError('recording', `${is}; make one with recordCalls() or --record`);
  }
  if (header['version'] !== RECORDING_VERSION) {
    const version = String(header['version']);
    throw new InvalidInputError(
      'recording',
      `is of version ${version} of the format, and version ${String(RECORDING_VERSION)} is known here`,
    );
  }
  let cut: string | undefined;
  const calls: RecordedCall[] = [];
  for (const { text, number } of rest) {
    const call = parse(text);
    if (call === undefined && number === all.at(-1)?.number) {
      cut = `The recording is cut in line ${String(number)}: what follows ${counted(calls.length, 'call')} is lost.`;
    } else if (call === undefined || !isCall(call)) {
      throw new InvalidInputError('recording', `line ${String(number)} is no call`);
    } else calls.push(call);
  }
  return { calls: calls.sort((a, b) => a.at - b.at), cut };
}

const HEADER_START = `{"format":"${RECORDING_FORMAT}"`;

const isCutHeader = (text: string): boolean =>
  text !== '' && (HEADER_START.startsWith(text) || text.startsWith(HEADER_START));

type Parsed = Readonly<Record<string, unknown>>;

/** A line's object; undefined where it isn't one. */
function parse(text: string): Parsed | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Parsed) : undefined;
  } catch {
    return undefined;
  }
}

function isCall(value: Parsed): value is Parsed & RecordedCall {
  const {
    operation,
    input,
    at,
    status,
    body,
    headers = {},
    error,
  } = value as Partial<Record<keyof RecordedCall, unknown>>;
  const { name, message } = (error ?? { name: '', message: '' }) as Parsed;
  return (
    typeof operation === 'string' &&
    isObject(input) &&
    Number.isFinite(at) &&
    (status === undefined || (Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599)) &&
    ['string', 'undefined'].includes(typeof body) &&
    isObject(headers) &&
    Object.values(headers as object).every(header => typeof header === 'string') &&
    typeof name === 'string' &&
    typeof message === 'string'
  );
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
