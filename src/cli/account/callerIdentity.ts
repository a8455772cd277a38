import type { Time } from '../../core/time.js';
import { oneLine } from '../../words/oneLine.js';
import type { CredentialProvider } from './credentialsOf.js';
import type { HttpAgents } from './httpAgents.js';

/** Where AWS STS is asked. */
export interface IdentityContext {
  readonly region: string;
  /** URL of AWS STS in place of AWS's own. */
  readonly endpoint: string | undefined;
  readonly agents: HttpAgents | undefined;
  readonly useFips: boolean;
  readonly useDualStack: boolean;
  readonly time: Pick<Time, 'after'>;
}

/** Milliseconds in which AWS STS must have answered. */
const ANSWER_MS = 5_000;

/**
 * What AWS STS says of credentials: `123456789012, as arn:aws:iam::123456789012:user/me`; no right is needed for it. A
 * failure is told in its place, as a network may have no way to AWS STS. Never fails.
 */
export async function callerIdentity(
  credentials: CredentialProvider,
  { region, endpoint, agents, useFips, useDualStack, time }: IdentityContext,
): Promise<string> {
  const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const client = new STSClient({
    region,
    credentials,
    maxAttempts: 1,
    // The SDK would look at the profile of the environment.
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: useFips,
    useDualstackEndpoint: useDualStack,
    ...(endpoint !== undefined && { endpoint }),
    ...(agents && { requestHandler: agents }),
  });
  const abort = new AbortController();
  const cancel = time.after(ANSWER_MS, () => {
    abort.abort();
  });
  try {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand(), { abortSignal: abort.signal });
    return `${String(Account)}, as ${String(Arn)}`;
  } catch (error) {
    const why = abort.signal.aborted
      ? `no answer within ${String(ANSWER_MS / 1000)} s`
      : error instanceof Error
        ? // The lines that follow can hold the request, and with it the token.
          `${error.name}: ${error.message.split('\n', 1).join('')}`
        : String(error);
    return `not known: AWS STS: ${oneLine(why)}`;
  } finally {
    cancel();
    client.destroy();
  }
}
