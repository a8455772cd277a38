/** Gives each test of the suite around these environment variables; `undefined` takes one away. */
export function useEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  const set = (values: typeof variables): void => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
  let before: Record<string, string | undefined>;
  beforeEach(() => {
    before = Object.fromEntries(Object.keys(variables).map(name => [name, process.env[name]]));
    set(variables);
  });
  afterEach(() => {
    set(before);
  });
}

/** An environment where the SDK finds neither region nor credentials, and looks for none elsewhere. */
export const BARE = {
  AWS_REGION: undefined,
  AWS_DEFAULT_REGION: undefined,
  AWS_PROFILE: undefined,
  AWS_DEFAULT_PROFILE: undefined,
  AWS_ENDPOINT_URL: undefined,
  AWS_ENDPOINT_URL_SAGEMAKER: undefined,
  AWS_CA_BUNDLE: undefined,
  REQUESTS_CA_BUNDLE: undefined,
  HTTPS_PROXY: undefined,
  HTTP_PROXY: undefined,
  https_proxy: undefined,
  http_proxy: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: undefined,
  AWS_WEB_IDENTITY_TOKEN_FILE: undefined,
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
} as const;
