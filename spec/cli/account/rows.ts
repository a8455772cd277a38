/** How a request is signed. */
export interface Signed {
  readonly key: string;
  readonly region: string;
}

/** What is set, and what aws-cli does with it. */
export interface Row {
  readonly what: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  readonly config?: string;
  readonly credentials?: string;
  /** How the request is signed, or what stands in the refusal, before any request to SageMaker. */
  readonly result: Signed | RegExp;
  /** What aws-cli 1 does, where that isn't what aws-cli 2 does. */
  readonly awsCli1?: Signed;
}

const KEYS = { AWS_ACCESS_KEY_ID: 'env', AWS_SECRET_ACCESS_KEY: 'secret' };
const REGION = { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' };
const keys = (name: string): string => `aws_access_key_id = ${name}\naws_secret_access_key = secret\n`;
const LAB = `[lab]\n${keys('lab')}`;
const DEFAULT = `[default]\n${keys('default')}`;
const role = (name: string): string => `role_arn = arn:aws:iam::123456789012:role/${name}\n`;
const process = (key: string): string =>
  `credential_process = echo '{"Version": 1, "AccessKeyId": "${key}", "SecretAccessKey": "secret"}'\n`;

/** The table of docs/command.md, and what belongs to it. */
export const ROWS: readonly Row[] = [
  {
    what: 'AWS_DEFAULT_REGION alone',
    env: { ...KEYS, AWS_DEFAULT_REGION: 'eu-west-2' },
    result: { key: 'env', region: 'eu-west-2' },
  },
  {
    what: 'AWS_REGION beside AWS_DEFAULT_REGION',
    env: { ...KEYS, AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' },
    result: { key: 'env', region: 'eu-west-1' },
    awsCli1: { key: 'env', region: 'eu-west-2' },
  },
  {
    what: 'AWS_REGION alone',
    env: { ...KEYS, AWS_REGION: 'eu-west-1' },
    config: '[default]\nregion = eu-west-3\n',
    result: { key: 'env', region: 'eu-west-1' },
    awsCli1: { key: 'env', region: 'eu-west-3' },
  },
  {
    what: '--region beside both',
    env: { ...KEYS, ...REGION },
    flags: ['--region', 'eu-north-1'],
    result: { key: 'env', region: 'eu-north-1' },
  },
  {
    what: 'a region in both files',
    env: KEYS,
    config: '[default]\nregion = eu-west-3\n',
    credentials: '[default]\nregion = eu-south-1\n',
    result: { key: 'env', region: 'eu-south-1' },
  },
  {
    what: 'keys of the environment beside AWS_PROFILE',
    env: { ...KEYS, AWS_PROFILE: 'lab' },
    config: '[profile lab]\nregion = eu-west-3\n',
    credentials: LAB,
    result: { key: 'env', region: 'eu-west-3' },
  },
  {
    what: 'keys of the environment beside --profile',
    env: KEYS,
    flags: ['--profile', 'lab'],
    config: '[profile lab]\nregion = eu-west-3\n',
    credentials: LAB,
    result: { key: 'lab', region: 'eu-west-3' },
  },
  {
    what: 'keys of the environment beside --profile default',
    env: { ...KEYS, ...REGION },
    flags: ['--profile', 'default'],
    credentials: DEFAULT,
    result: { key: 'default', region: 'eu-west-1' },
  },
  {
    what: 'the profile default, which nothing names',
    env: REGION,
    credentials: DEFAULT + LAB,
    result: { key: 'default', region: 'eu-west-1' },
  },
  {
    what: 'AWS_DEFAULT_PROFILE alone',
    env: { ...REGION, AWS_DEFAULT_PROFILE: 'lab' },
    credentials: DEFAULT + LAB,
    result: { key: 'lab', region: 'eu-west-1' },
  },
  {
    what: 'AWS_PROFILE beside AWS_DEFAULT_PROFILE',
    env: { ...REGION, AWS_PROFILE: 'lab', AWS_DEFAULT_PROFILE: 'default' },
    credentials: DEFAULT + LAB,
    result: { key: 'lab', region: 'eu-west-1' },
    awsCli1: { key: 'default', region: 'eu-west-1' },
  },
  {
    what: '--profile that no file has',
    env: { ...KEYS, ...REGION },
    flags: ['--profile', 'lap'],
    config: '[profile dev]\nregion = eu-west-3\n[sso-session corp]\nsso_region = eu-west-1\n',
    credentials: LAB,
    result: /^stepstream: --profile: no profile 'lap' in \S+config and \S+credentials; there are dev, lab\n$/,
  },
  {
    what: 'AWS_PROFILE that no file has, beside keys of the environment',
    env: { ...KEYS, ...REGION, AWS_PROFILE: 'lap' },
    result: /^stepstream: AWS_PROFILE: no profile 'lap' in \S+ and \S+; they have none\n$/,
  },
  {
    what: 'half a pair of keys in the environment, beside a profile',
    env: { ...REGION, AWS_ACCESS_KEY_ID: 'env' },
    credentials: DEFAULT,
    result: /^stepstream: AWS_SECRET_ACCESS_KEY: must be set/,
  },
  {
    what: 'credential_source = Environment of --profile',
    env: { ...KEYS, ...REGION },
    flags: ['--profile', 'ci'],
    config: `[profile ci]\n${role('ci')}credential_source = Environment\n`,
    result: { key: 'ci-by-env', region: 'eu-west-1' },
  },
  {
    what: 'source_profile, over two roles',
    env: { ...REGION, AWS_PROFILE: 'outer' },
    config: `[profile outer]\n${role('outer')}source_profile = inner\n[profile inner]\n${role('inner')}source_profile = lab\n`,
    credentials: LAB,
    result: { key: 'outer-by-inner-by-lab', region: 'eu-west-1' },
  },
  {
    what: 'source_profile that is the profile itself',
    env: REGION,
    config: `[default]\n${role('own')}source_profile = default\n`,
    credentials: DEFAULT,
    result: { key: 'own-by-default', region: 'eu-west-1' },
  },
  {
    what: 'source_profile that no file has',
    env: REGION,
    config: `[default]\n${role('gate')}source_profile = lab\n`,
    result: /^stepstream: --profile: 'default' has the source_profile 'lab', which doesn't exist\n$/,
  },
  {
    what: 'source_profile in a circle',
    env: REGION,
    config: `[default]\n${role('a')}source_profile = b\n[profile b]\n${role('b')}source_profile = default\n`,
    result: /^stepstream: --profile: 'b' leads to itself by source_profile: default → b → default\n$/,
  },
  {
    what: 'a role beside keys that nothing says to assume it with',
    env: REGION,
    config: `[default]\n${role('gate')}`,
    credentials: DEFAULT,
    result:
      /^stepstream: --profile: 'default' has role_arn with neither source_profile nor credential_source\n$/,
  },
  {
    what: 'a web identity of the environment beside the keys of a profile',
    env: {
      ...REGION,
      AWS_WEB_IDENTITY_TOKEN_FILE: 'TOKEN',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/oidc',
    },
    credentials: DEFAULT,
    result: { key: 'oidc-by-web-identity', region: 'eu-west-1' },
  },
  {
    what: 'a web identity of the environment beside --profile',
    env: {
      ...REGION,
      AWS_WEB_IDENTITY_TOKEN_FILE: 'TOKEN',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/oidc',
    },
    flags: ['--profile', 'bare'],
    config: '[profile bare]\nregion = eu-west-3\n',
    result: /^stepstream: No credentials/,
  },
  {
    what: 'keys in both files',
    env: REGION,
    config: `[default]\n${keys('config')}`,
    credentials: DEFAULT,
    result: { key: 'default', region: 'eu-west-1' },
  },
  {
    what: 'credential_process beside keys in the config file',
    env: REGION,
    config: `[default]\n${process('process')}${keys('config')}`,
    result: { key: 'process', region: 'eu-west-1' },
  },
  {
    what: 'credential_process beside keys in the credentials file',
    env: REGION,
    config: `[default]\n${process('process')}`,
    credentials: DEFAULT,
    result: { key: 'default', region: 'eu-west-1' },
  },
  {
    what: 'SSO beside keys in the credentials file, without a session',
    env: REGION,
    config:
      '[default]\nsso_account_id = 123456789012\nsso_role_name = Reader\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n',
    credentials: DEFAULT,
    result: /^stepstream: (No credentials|The credentials have expired)[^\n]*SSO session[^\n]*aws sso login/,
  },
];
