import { EXIT } from '../process/exitCodes.js';

const USAGE = 'the command line, a filter, a query or a token is wrong';
const CALLS = {
  [EXIT.failed]: 'the service or the network failed; the same command can succeed later',
  [EXIT.credentials]: 'credentials are missing, have expired, or do not allow the call',
};
const JOB = { ...CALLS, [EXIT.notFound]: 'the job does not exist in this account and region' };
const WHOLE_JOB = {
  ...JOB,
  [EXIT.failed]:
    'the service or the network failed, or the job still runs; the same command can succeed later',
  [EXIT.usage]: `${USAGE}, or the job ended without completing`,
};
const STOPPED = { [EXIT.interrupted]: 'Ctrl-C', [EXIT.terminated]: 'SIGTERM' };
const SERVER = { [EXIT.failed]: 'the port is taken, or the server failed', ...STOPPED };

type Exits = Readonly<Record<number, string>>;

/** What the exit codes of each command mean, apart from 0 and those that it has no other words for. */
const EXITS: Readonly<Record<string, Exits>> = {
  steps: { ...JOB, [EXIT.nothingFits]: 'the AI job is COMPLETED without a recommendation', ...STOPPED },
  jobs: { ...CALLS, ...STOPPED },
  describe: { ...JOB, ...STOPPED },
  best: {
    ...WHOLE_JOB,
    [EXIT.nothingFits]: 'no step keeps to the bounds and has what it is ranked by',
    ...STOPPED,
  },
  compare: {
    ...WHOLE_JOB,
    [EXIT.nothingFits]: 'there is nothing to compare, or with --same-load the loads differ',
    [EXIT.regression]: 'a figure got worse than allowed, or a configuration that completed before failed',
    ...STOPPED,
  },
  watch: {
    ...JOB,
    [EXIT.failed]: `${CALLS[EXIT.failed]}; or a command of --exec failed`,
    [EXIT.nothingFits]: 'the AI job is COMPLETED without a recommendation',
    [EXIT.jobStopped]: 'the job was stopped',
    [EXIT.jobDeleted]: 'the job was deleted',
    [EXIT.jobFailed]: 'the job failed',
    ...STOPPED,
    [EXIT.hungUp]: 'SIGHUP at a terminal',
    [EXIT.quit]: 'SIGQUIT at a terminal',
  },
  serve: { ...SERVER, [EXIT.credentials]: CALLS[EXIT.credentials] },
  simulate: SERVER,
  completion: {},
};

/** The exit codes of a command with their meanings, in their order. */
export function exitsOf(command: string): readonly (readonly [code: number, meaning: string])[] {
  const exits: Exits = { [EXIT.ok]: 'done', [EXIT.usage]: USAGE, ...EXITS[command] };
  return Object.entries(exits).map(([code, meaning]) => [Number(code), meaning] as const);
}
