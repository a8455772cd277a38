const LEAVE_OUT = 'leave it out';
const TIMEOUTS = `an attempt has 30 s and is tried again up to seven times: ${LEAVE_OUT}`;
const CERTIFICATES =
  'certificates are always verified; AWS_CA_BUNDLE=FILE in the environment names the authorities to trust, such as that of a proxy';
const DOCUMENTS = 'give the flags one by one';
const COLOURS = 'set NO_COLOR=1 for no colours, FORCE_COLOR=1 for colours in a pipe';
const OUTPUT = 'use --output';
const WATCH = "use 'stepstream watch JOB'";

/** Flags of aws-cli, gh and kubectl that no command has, and what takes their place. */
export const FOREIGN_FLAGS: Readonly<Record<string, string>> = {
  '--ai-benchmark-job-name': 'use --job-name ai-benchmark-job/NAME',
  '--ai-recommendation-job-name': 'use --job-name ai-recommendation-job/NAME',
  '--ca-bundle': CERTIFICATES,
  '--cli-auto-prompt': "there is no prompt; 'stepstream completion' completes with Tab",
  '--cli-binary-format': `there are no binary parameters: ${LEAVE_OUT}`,
  '--cli-connect-timeout': TIMEOUTS,
  '--cli-error-format': `an error is one line: ${LEAVE_OUT}`,
  '--cli-input-json': DOCUMENTS,
  '--cli-input-yaml': DOCUMENTS,
  '--cli-read-timeout': TIMEOUTS,
  '--color': COLOURS,
  '--endpoint': 'use --endpoint-url',
  '--filter': 'use --query',
  '--follow': WATCH,
  '--format': OUTPUT,
  '--generate-cli-skeleton': `there is no input document: ${DOCUMENTS}`,
  '--inference-recommendations-job-name': 'use --job-name',
  '--jq': 'use --query, which takes JMESPath',
  '--json': 'use --output json',
  '--limit': 'use --max-items',
  '--max-results': 'use --page-size for the items of a call, or --max-items for those in all',
  '--name': 'use --job-name',
  '--next-token': 'use --starting-token',
  '--no-cli-auto-prompt': `there is no prompt: ${LEAVE_OUT}`,
  '--no-cli-pager': `there is no pager: ${LEAVE_OUT}`,
  '--no-color': COLOURS,
  '--no-paginate': 'pages are followed to the last one; use --max-items for the first items alone',
  '--no-sign-request': 'every call is signed; a simulator takes any keys',
  '--no-verify-ssl': CERTIFICATES,
  '--quiet': `there is no progress in a pipe: ${LEAVE_OUT}`,
  '--verbose': 'use --debug',
  '--version': "use 'stepstream --version'",
  '--wait': WATCH,
  '--watch': WATCH,
  '--web': "use 'stepstream serve --open'",
  '-f': WATCH,
  '-o': OUTPUT,
  '-v': 'use --debug, or -V for the version',
  '-w': WATCH,
};

/** Formats that other commands write, and those of ours that come nearest, the best first. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
  csv: ['ndjson'],
  json: ['ndjson'],
  jsonl: ['ndjson'],
  table: ['lines'],
  text: ['csv', 'lines'],
  tsv: ['csv', 'ndjson'],
  wide: ['table', 'lines'],
  yaml: ['json', 'ndjson'],
  'yaml-stream': ['ndjson'],
};

/** The format to take in place of another command's; undefined for a word that is none of them. */
export const formatInstead = (format: string, choices: readonly string[]): string | undefined =>
  FORMATS[format]?.find(ours => choices.includes(ours));
