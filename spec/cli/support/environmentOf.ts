import { BARE } from '../../support/environment.js';

/** What a command is started with. */
export interface Setting {
  /** Where the service is; default: nowhere. */
  readonly endpoint?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** The environment of somebody with credentials and a region, and nothing else of AWS. */
export function environmentOf({ endpoint, env }: Setting): NodeJS.ProcessEnv {
  const variables = {
    ...process.env,
    ...BARE,
    NO_COLOR: undefined,
    FORCE_COLOR: undefined,
    // Node takes a terminal in CI for one without colours.
    CI: undefined,
    COLUMNS: undefined,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'spec',
    AWS_SECRET_ACCESS_KEY: 'spec',
    ...(endpoint !== undefined && { AWS_ENDPOINT_URL_SAGEMAKER: endpoint }),
    ...env,
  };
  // A process has no variable that is undefined, and Node looks whether there is one.
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
}
