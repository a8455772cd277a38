import { checkConnectOptions } from '../../api/connectOptions.js';
import { ownClient, regionalEndpoint, type HeldClient, type OwnClient } from '../../api/sageMakerApi.js';
import { toStepstreamError } from '../../api/toStepstreamError.js';
import { InvalidInputError } from '../../core/errors.js';
import type { Time } from '../../core/time.js';
import type { AccountOptions, Environment } from '../process/host.js';
import { accountSettings, type AccountFlags, type AccountSettings } from './accountSettings.js';
import { accountText } from './accountText.js';
import type { IdentityContext } from './callerIdentity.js';
import { credentialsOf, needsCode } from './credentialsOf.js';
import { httpAgents, type HttpAgents } from './httpAgents.js';
import { proxyOf } from './proxyOf.js';
import { readSharedFiles, type SharedFiles } from './sharedFiles.js';

/** What an account is opened with besides its flags. */
export interface AccountContext {
  readonly env: Environment;
  readonly time: Time;
  /** Asks at the terminal for a code of an MFA device; undefined where there is none. */
  readonly askCode: ((serial: string) => Promise<string>) | undefined;
}

/** The region that aws-cli 2 would use; undefined where nothing names one. Fails with `InvalidInputError`. */
export async function regionOfAccount(flags: AccountFlags, env: Environment): Promise<string | undefined> {
  const { settings } = await readSettings(flags, env);
  return settings.region?.value;
}

/**
 * A client of the account that aws-cli 2 would use. All that decides is given to it: the SDK itself reads neither the
 * environment nor the profiles for region, endpoint and credentials. `tell` receives what that is, line by line.
 * Fails with `InvalidInputError`, and with `MissingCredentialsError` where there is no terminal to ask for an MFA code at.
 */
export async function openAccount(
  flags: AccountFlags & Pick<AccountOptions, 'tell'>,
  { env, time, askCode }: AccountContext,
): Promise<HeldClient> {
  const { settings, files } = await readSettings(flags, env);
  const { useFips, useDualStack, source, stsEndpoint } = settings;
  const region = settings.region?.value;
  if (region === undefined) throw new InvalidInputError('region', 'is missing');
  checkConnectOptions({ region });
  const endpoint = settings.endpoint?.value ?? regionalEndpoint({ region, useFips, useDualStack });
  const agents = (url: string): Promise<HttpAgents | undefined> => httpAgents(url, settings, env);
  const context = { region, stsEndpoint: stsEndpoint?.value, agents, files, askCode };
  const credentials = await credentialsOf(source, context);
  const requestHandler = await agents(endpoint);
  const held = ownClient(
    { region, endpoint },
    // The endpoint has what these say already.
    {
      ...{ credentials, useFipsEndpoint: false, useDualstackEndpoint: false },
      ...(requestHandler && { requestHandler }),
    },
  );
  try {
    // A view that redraws the terminal hasn't begun yet.
    if (needsCode(source))
      await held.credentials().catch((error: unknown) => {
        throw toStepstreamError(error, time.now);
      });
    if (flags.tell !== undefined) {
      const sts = stsOf(settings);
      const identity = await callerOf(held, { ...settings, region, endpoint: sts, time }, agents);
      for (const line of accountText(settings, { identity, endpoint, proxy: proxyOf(endpoint, env) }))
        flags.tell(line);
    }
    return held;
  } catch (error) {
    held.dispose();
    throw error;
  }
}

async function readSettings(
  flags: AccountFlags,
  given: Environment,
): Promise<{ readonly settings: AccountSettings; readonly files: SharedFiles }> {
  // An empty variable counts as none.
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const files = await readSharedFiles(env);
  return { settings: accountSettings(flags, env, files), files };
}

/** A server in place of SageMaker, such as a simulator, stands for AWS STS too, unless that has an endpoint of its own. */
function stsOf({ endpoint, stsEndpoint }: AccountSettings): string | undefined {
  if (stsEndpoint !== undefined) return stsEndpoint.value;
  return endpoint === undefined || OF_AWS.test(new URL(endpoint.value).hostname) ? undefined : endpoint.value;
}

/** Hosts of AWS, such as those of VPC endpoints. */
const OF_AWS = /(^|\.)(amazonaws\.(com|com\.cn|eu)|api\.aws|api\.amazonwebservices\.com\.cn)$/;

async function callerOf(
  { credentials }: Pick<OwnClient, 'credentials'>,
  where: Omit<IdentityContext, 'agents'>,
  agents: (url: string) => Promise<HttpAgents | undefined>,
): Promise<string> {
  const { callerIdentity } = await import('./callerIdentity.js');
  const url = where.endpoint ?? `https://sts.${where.region}.amazonaws.com`;
  return callerIdentity(credentials, { ...where, agents: await agents(url) });
}
