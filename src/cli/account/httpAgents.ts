import { readFileSync } from 'node:fs';
import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import { InvalidInputError } from '../../core/errors.js';
import type { Environment } from '../process/host.js';
import type { AccountSettings } from './accountSettings.js';
import { proxyOf } from './proxyOf.js';

/** What a client of the SDK takes as `requestHandler` to connect otherwise than Node does by itself. */
export interface HttpAgents {
  readonly httpAgent?: HttpAgent;
  readonly httpsAgent?: HttpsAgent;
}

/** Largest number of connections of a client, as the SDK has it. */
const MAX_SOCKETS = 50;

/**
 * The agents for a URL: those of its proxy, which trust the CA bundle; none where there is neither. What speaks to
 * proxies is loaded where there is one. Fails with `InvalidInputError` for a bundle that can't be read.
 */
export async function httpAgents(
  url: string,
  { caBundle }: Pick<AccountSettings, 'caBundle'>,
  env: Environment,
): Promise<HttpAgents | undefined> {
  const proxy = proxyOf(url, env);
  const isSecure = url.startsWith('https:');
  const ca = caBundle && readBundle(caBundle.value, caBundle.from);
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS, ...(ca !== undefined && { ca }) };
  if (proxy !== undefined) {
    if (!URL.canParse(proxy.value)) throw new InvalidInputError(proxy.from, 'must be the URL of a proxy');
    if (!isSecure) {
      const { HttpProxyAgent } = await import('http-proxy-agent');
      return { httpAgent: new HttpProxyAgent(proxy.value, options) };
    }
    const { HttpsProxyAgent } = await import('https-proxy-agent');
    const agent = new HttpsProxyAgent(proxy.value, options);
    // Those of the constructor are for the connection to the proxy alone.
    Object.assign(agent.options, ca && { ca });
    return { httpsAgent: agent as unknown as HttpsAgent };
  }
  if (ca === undefined || !isSecure) return undefined;
  const { Agent } = await import('node:https');
  return { httpsAgent: new Agent(options) };
}

function readBundle(path: string, from: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new InvalidInputError(from, `the CA bundle can't be read: ${(cause as Error).message}`, { cause });
  }
}
