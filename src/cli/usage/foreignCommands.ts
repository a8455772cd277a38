const DESCRIBE = 'describe JOB';
const WATCH = 'watch JOB';
const BEST = 'best JOB';
const COMPARE = 'compare JOB BASELINE';
const SERVE = 'serve --open';

/** What other tools call a command, and ours that does it. */
const OURS: Readonly<Record<string, string>> = {
  'describe-ai-benchmark-job': 'describe ai-benchmark-job/NAME',
  'describe-ai-recommendation-job': 'describe ai-recommendation-job/NAME',
  'describe-inference-recommendations-job': DESCRIBE,
  'list-ai-benchmark-jobs': 'jobs --kind benchmark',
  'list-ai-recommendation-jobs': 'jobs --kind recommendation',
  'list-inference-recommendations-job-steps': 'steps JOB',
  'list-inference-recommendations-jobs': 'jobs',
  autocomplete: 'completion',
  benchmarks: 'steps JOB',
  check: COMPARE,
  cheapest: BEST,
  choose: BEST,
  completions: 'completion',
  dashboard: SERVE,
  demo: 'simulate',
  diff: COMPARE,
  export: 'steps JOB --output csv',
  fake: 'simulate',
  follow: WATCH,
  get: 'jobs, steps JOB or describe JOB',
  info: DESCRIBE,
  inspect: DESCRIBE,
  list: 'jobs or steps JOB',
  log: WATCH,
  logs: WATCH,
  ls: 'jobs or steps JOB',
  mock: 'simulate',
  open: SERVE,
  page: SERVE,
  pick: BEST,
  ps: 'jobs --status IN_PROGRESS',
  rank: `${BEST} --explain`,
  recommend: BEST,
  recommendation: BEST,
  recommendations: BEST,
  record: 'steps JOB --record FILE',
  replay: 'simulate --replay FILE',
  results: 'steps JOB',
  sagemaker: 'jobs, steps JOB or describe JOB',
  show: DESCRIBE,
  status: 'describe JOB or watch JOB',
  tail: WATCH,
  top: 'watch --all',
  ui: SERVE,
  version: '--version',
  wait: WATCH,
  web: SERVE,
  whoami: 'jobs --debug',
};

const READS = "stepstream only reads jobs: 'aws sagemaker create-inference-recommendations-job' starts one";
const CREDENTIALS = "credentials and regions are those of aws-cli: run 'aws configure'";

/** What no command of ours does, and what does. */
const NOT_OURS: Readonly<Record<string, string>> = {
  cancel: READS,
  configure: CREDENTIALS,
  create: READS,
  delete: READS,
  login: CREDENTIALS,
  rm: READS,
  run: READS,
  sso: CREDENTIALS,
  start: READS,
  stop: READS,
  submit: READS,
};

/** What to say of a command that is another tool's; undefined where it is none of those. */
export function adviseCommand(name: string): string | undefined {
  const word = name.toLowerCase();
  if (Object.hasOwn(OURS, word)) return `Did you mean ${OURS[word] ?? ''}?`;
  return Object.hasOwn(NOT_OURS, word) ? NOT_OURS[word] : undefined;
}
