import { behaviourOf, type ErrorExit } from '../../core/errorCodes.js';
import { StepstreamError } from '../../core/errors.js';

/** What the command's exit codes mean. A spec compares them with the list of docs/command.md. */
export const EXIT = {
  ok: 0,
  /** The service or the network failed, or a job is still running; the same command can succeed later. */
  failed: 1,
  /** The command line, a filter or a token is wrong, or the job did not complete. */
  usage: 2,
  /** There are results, and none of them fits. */
  nothingFits: 3,
  /** A comparison found a regression. */
  regression: 4,
  notFound: 5,
  /** Missing, expired, or not allowed to make the call. */
  credentials: 6,
  /** The watched job was stopped. */
  jobStopped: 7,
  /** The watched job was deleted. */
  jobDeleted: 8,
  /** The watched job failed. */
  jobFailed: 9,
  /** SIGHUP while watching at a terminal. */
  hungUp: 129,
  /** Ctrl-C, SIGINT. */
  interrupted: 130,
  /** SIGQUIT while watching at a terminal. */
  quit: 131,
  /** SIGTERM. */
  terminated: 143,
} as const;

const CODES: Readonly<Record<ErrorExit, number>> = EXIT;

/** The exit code of an error, by its code. */
export function exitCodeOf(error: unknown): number {
  const behaviour = error instanceof StepstreamError ? behaviourOf(error.code) : undefined;
  return CODES[behaviour?.exit ?? 'failed'];
}

const STATUS_CODES: Readonly<Record<string, number>> = {
  COMPLETED: EXIT.ok,
  STOPPED: EXIT.jobStopped,
  DELETED: EXIT.jobDeleted,
  FAILED: EXIT.jobFailed,
};

/** The exit code of a job that has ended with this status; of several jobs the greatest one counts. */
export function exitCodeOfStatus(status: string): number {
  return STATUS_CODES[status] ?? EXIT.failed;
}
