import { InvalidInputError, StepstreamError } from '../core/errors.js';
import { askedRegionOf } from './asked.js';
import { BOUND_FLAGS } from './flags/boundFlags.js';
import { oneLine } from '../words/oneLine.js';

/** Options of the library whose flag has another name than its own. */
const FLAGS: Readonly<Record<string, string>> = {
  ...BOUND_FLAGS,
  costPercent: '--max-cost-regression',
  endpoint: '--endpoint-url',
  expression: '--query',
  jmespath: '--query',
  jobName: 'JOB',
  latencyPercent: '--max-latency-regression',
  modelName: '--model-name-equals',
  modelPackageVersionArn: '--model-package-version-arn-equals',
  requestsPerMinute: '--traffic',
  requestLatencyPercent: '--max-request-latency-regression',
  throughputPercent: '--max-throughput-regression',
  tokensPercent: '--max-tokens-regression',
  ttftPercent: '--max-ttft-regression',
};

/** What lists jobs in the library, and in the command. */
const LISTS = [
  ['ai.jobs$() lists', "'stepstream jobs --kind recommendation' lists"],
  ['ai.benchmarks$() lists', "'stepstream jobs --kind benchmark' lists"],
  [
    'jobs$() lists those that are',
    "'stepstream jobs' lists those that are, and AI jobs are named ai-recommendation-job/NAME",
  ],
] as const;

/** What an error says at a terminal: one line, in the words of the command. */
export function errorLine(error: unknown): string {
  return oneLine(wordsOf(error)).replace(/^(The )?starting[tT]oken: /, '--starting-token: ');
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof InvalidInputError) return inputWords(error);
  if (error instanceof StepstreamError) {
    return withRegion(
      LISTS.reduce((message, [call, command]) => message.replace(call, command), error.message),
      askedRegionOf(error),
    );
  }
  return systemWords(error);
}

/** The region behind the words that speak of it, else at the end; and what tells the rest. */
function withRegion(message: string, region: string | undefined): string {
  if (region === undefined) return message;
  return message.includes(ELSEWHERE)
    ? message.replace(ELSEWHERE, `${ELSEWHERE} (${region}; ${DEBUG})`)
    : `${message} (region ${region}; ${DEBUG})`;
}

const ELSEWHERE = 'in this account and region';
const DEBUG = '--debug tells account and endpoint';

function inputWords({ option, message }: InvalidInputError): string {
  if (option === 'region')
    return 'No region: give --region, or set AWS_REGION, AWS_DEFAULT_REGION or the region of the profile.';
  const rule = message.slice(option.length + 2);
  return `${flagOf(option)}: ${rule}`;
}

function flagOf(option: string): string {
  if (/^(-|[A-Z_]+$)/.test(option)) return option;
  const name = option.split('.').at(-1) ?? option;
  return FLAGS[name] ?? `--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
}

function systemWords(error: NodeJS.ErrnoException): string {
  const missing = /^Cannot find package '([^']+)'/.exec(error.message)?.[1];
  if (error.code === 'ERR_MODULE_NOT_FOUND' && missing !== undefined) {
    return `${missing} is not installed; install it beside stepstream: npm install ${missing}`;
  }
  if (error.code === 'EADDRINUSE') return `The port is taken; give another --port: ${error.message}`;
  if (error.code === 'EACCES' && error.syscall === 'listen') {
    return `The port is for privileged users; give a --port of 1024 or more: ${error.message}`;
  }
  if (error.code !== undefined) return error.message;
  return `${error.name}: ${error.message}; this should not happen: --debug shows where.`;
}
