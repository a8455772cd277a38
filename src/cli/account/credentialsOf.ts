import { ExpiredCredentialsError, MissingCredentialsError } from '../../core/errors.js';
import type { CredentialSource, Keys, RoleSource } from './credentialSource.js';
import type { HttpAgents } from './httpAgents.js';
import type { SharedFiles } from './sharedFiles.js';

/** Gives credentials; called again where those before have expired. */
export type CredentialProvider = () => Promise<Keys & { readonly expiration?: Date }>;

/** What the services that give credentials are asked with. */
export interface ProviderContext {
  readonly region: string;
  /** URL of AWS STS in place of AWS's own. */
  readonly stsEndpoint: string | undefined;
  readonly agents: (url: string) => Promise<HttpAgents | undefined>;
  readonly files: Pick<SharedFiles, 'configPath' | 'credentialsPath'>;
  /** Asks for a code of an MFA device; undefined where there is no terminal. */
  readonly askCode: ((serial: string) => Promise<string>) | undefined;
}

/** The provider of a source, by those of the SDK, which are loaded where they are needed. */
export async function credentialsOf(
  source: CredentialSource,
  context: ProviderContext,
): Promise<CredentialProvider> {
  const { files, region, agents } = context;
  switch (source.kind) {
    case 'keys':
      return () => Promise.resolve(source.keys);
    case 'none':
      return () => Promise.reject(new MissingCredentialsError(NONE));
    case 'role':
      return roleProvider(source, context);
    default:
  }
  const sdk = await import('@aws-sdk/credential-providers');
  const shared = { configFilepath: files.configPath, filepath: files.credentialsPath };
  switch (source.kind) {
    case 'webIdentity':
      return sdk.fromTokenFile({
        webIdentityTokenFile: source.tokenFile,
        roleArn: source.roleArn,
        ...(source.sessionName !== undefined && { roleSessionName: source.sessionName }),
        clientConfig: await stsConfig(context),
      });
    case 'sso': {
      // Its region is that of the profile, and all of its hosts have one domain.
      const requestHandler = await agents(`https://portal.sso.${region}.amazonaws.com`);
      return sdk.fromSSO({
        profile: source.profile,
        ...shared,
        ...(requestHandler && { clientConfig: { requestHandler } }),
      });
    }
    case 'login':
      return sdk.fromIni({ profile: source.profile, ...shared });
    case 'process':
      return sdk.fromProcess({ profile: source.profile, ...shared });
    case 'container':
      return sdk.fromHttp({});
    case 'instance':
      return sdk.fromInstanceMetadata({});
  }
}

const NONE =
  'No credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give --profile';

async function stsConfig({ region, stsEndpoint, agents }: ProviderContext): Promise<{
  region: string;
  ignoreConfiguredEndpointUrls: true;
  endpoint?: string;
  requestHandler?: HttpAgents;
}> {
  const requestHandler = await agents(stsEndpoint ?? `https://sts.${region}.amazonaws.com`);
  return {
    region,
    // The SDK would look at the profile of the environment.
    ignoreConfiguredEndpointUrls: true,
    ...(stsEndpoint !== undefined && { endpoint: stsEndpoint }),
    ...(requestHandler && { requestHandler }),
  };
}

async function roleProvider(role: RoleSource, context: ProviderContext): Promise<CredentialProvider> {
  const { mfaSerial, sessionName, externalId, duration } = role;
  if (needsCode(role) && context.askCode === undefined)
    throw new MissingCredentialsError(withoutTerminal(role.profile));
  const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  const provider = fromTemporaryCredentials({
    masterCredentials: await credentialsOf(role.source, context),
    params: {
      RoleArn: role.roleArn,
      RoleSessionName: sessionName ?? 'stepstream',
      ExternalId: externalId,
      DurationSeconds: duration,
      SerialNumber: mfaSerial,
    },
    ...(context.askCode && { mfaCodeProvider: context.askCode }),
    clientConfig: await stsConfig(context),
  });
  return mfaSerial === undefined ? provider : once(provider, role.profile);
}

/** Whether a code of an MFA device is asked for on the way to these credentials. */
export const needsCode = (source: CredentialSource): boolean =>
  source.kind === 'role' && (source.mfaSerial !== undefined || needsCode(source.source));

/** A code is asked for once: in the middle of a live view a question would be lost. */
function once(provider: CredentialProvider, profile: string): CredentialProvider {
  let isAsked = false;
  return () => {
    if (isAsked)
      return Promise.reject(
        new ExpiredCredentialsError(
          `The MFA session of profile '${profile}' has expired; run the command again`,
        ),
      );
    isAsked = true;
    return provider();
  };
}

const withoutTerminal = (profile: string): string =>
  `The profile '${profile}' asks for an MFA code, and there is no terminal to ask at. At one, run ` +
  `eval "$(aws configure export-credentials --profile ${profile} --format env)", of aws-cli 2, and then this command without --profile`;
