/** Version of the format. A recording of a later one is refused. */
export const RECORDING_VERSION = 1;

/** Name of the format, in the first line of each recording. */
export const RECORDING_FORMAT = 'stepstream-recording';

/** The first line of a recording. */
export interface RecordingHeader {
  readonly format: typeof RECORDING_FORMAT;
  readonly version: number;
  /** Kinds of values that stand-ins have replaced, besides credentials and tokens. */
  readonly redacted: readonly string[];
}

/** A failure without a whole response of the service. */
export interface RecordedError {
  readonly name: string;
  readonly message: string;
  /** Code of Node, such as `ECONNRESET`. */
  readonly code?: string;
  /** Host of the service that wasn't found. */
  readonly hostname?: string;
}

/** One call: a line of a recording. */
export interface RecordedCall {
  /** Name of the operation in AWS. */
  readonly operation: string;
  /** The request in its wire form. */
  readonly input: object;
  /** Moment of the request, in milliseconds since the epoch. Never before that of an earlier request. */
  readonly at: number;
  /** Time until the end of the call, in milliseconds. */
  readonly ms: number;
  /** Status of the HTTP response; absent where none arrived. */
  readonly status?: number;
  /** The headers that a client acts on. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Body of the response as it came, apart from stand-ins. */
  readonly body?: string;
  /** Why the call failed, where no response says so. */
  readonly error?: RecordedError;
  /** Whether the SDK has set its clock by the response. */
  readonly skewCorrected?: boolean;
  /** Whether the caller gave the call up: no replay answers with it. */
  readonly aborted?: boolean;
}
