import { InvalidInputError } from '../../core/errors.js';
import type { AccountOptions, Environment } from '../process/host.js';
import { configuredEndpoint } from './configuredEndpoint.js';
import { chooseSource } from './chooseSource.js';
import type { CredentialSource } from './credentialSource.js';
import { chosenProfile, sectionOf, type ChosenProfile } from './profile.js';
import type { Setting } from './setting.js';
import type { SharedFiles } from './sharedFiles.js';

/** The account that the command asks, as its flags, the environment and the files name it. */
export interface AccountSettings {
  readonly profile: ChosenProfile;
  /** Undefined where nothing names one. */
  readonly region: Setting | undefined;
  /** URL of SageMaker in place of AWS's own. */
  readonly endpoint: Setting | undefined;
  /** URL of AWS STS in place of AWS's own. */
  readonly stsEndpoint: Setting | undefined;
  readonly useFips: boolean;
  readonly useDualStack: boolean;
  /** File with the certificate authorities to trust in place of Node's own. */
  readonly caBundle: Setting | undefined;
  readonly source: CredentialSource;
}

/** The parts of `AccountOptions` that name an account. */
export type AccountFlags = Pick<AccountOptions, 'region' | 'profile' | 'endpoint'>;

/**
 * The account, region and endpoint that aws-cli 2 would use with these flags, this environment without empty variables,
 * and these files. Fails with `InvalidInputError`.
 */
export function accountSettings(flags: AccountFlags, env: Environment, files: SharedFiles): AccountSettings {
  const profile = chosenProfile(flags.profile, env, files);
  const section = sectionOf(profile.name, files);
  const find = (
    flag: Setting | undefined,
    variables: readonly string[],
    key: string,
  ): Setting | undefined => {
    const variable = variables.find(name => env[name] !== undefined);
    const ofProfile = section[key];
    if (flag !== undefined) return flag;
    if (variable !== undefined) return { value: env[variable] ?? '', from: variable };
    return ofProfile === undefined ? undefined : { value: ofProfile, from: `profile '${profile.name}'` };
  };
  const isTrue = (variable: string, key: string): boolean =>
    find(undefined, [variable], key)?.value.toLowerCase() === 'true';
  const flag = (name: string, value: string | undefined): Setting | undefined =>
    value === undefined ? undefined : { value, from: name };
  const services = isTrue('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls')
    ? { env: {}, section: {}, files }
    : { env, section, files };
  const endpointOf = (service: string): Setting | undefined =>
    configuredEndpoint(service, profile.name, services);
  return {
    profile,
    region: find(flag('--region', flags.region), ['AWS_REGION', 'AWS_DEFAULT_REGION'], 'region'),
    endpoint: checkedUrl(flag('--endpoint-url', flags.endpoint) ?? endpointOf('sagemaker')),
    stsEndpoint: checkedUrl(endpointOf('sts')),
    useFips: isTrue('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
    useDualStack: isTrue('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
    caBundle: find(undefined, ['AWS_CA_BUNDLE'], 'ca_bundle') ?? find(undefined, ['REQUESTS_CA_BUNDLE'], ''),
    source: chooseSource(profile, { env, files }),
  };
}

function checkedUrl(setting: Setting | undefined): Setting | undefined {
  if (setting === undefined) return undefined;
  if (/^https?:\/\//.test(setting.value) && URL.canParse(setting.value)) return setting;
  throw new InvalidInputError(setting.from, 'must be a URL with http or https');
}
