import { isLoopbackHost } from '../../gateway/isLoopback.js';
import type { Environment } from '../process/host.js';
import type { Setting } from './setting.js';

/**
 * The proxy for a URL, by HTTPS_PROXY or HTTP_PROXY and NO_PROXY as aws-cli reads them: in lower case first; a name of
 * NO_PROXY stands for all hosts below it, too. A loopback address never takes one: aws-cli asks NO_PROXY for that.
 */
export function proxyOf(url: string, env: Environment): Setting | undefined {
  const { protocol, host, hostname } = new URL(url);
  const proxy = read(`${protocol.slice(0, -1)}_proxy`, env);
  if (proxy === undefined || isLoopbackHost(hostname) || isExcepted([host, hostname], env)) return undefined;
  return /^[a-z0-9]+:\/\//i.test(proxy.value) ? proxy : { ...proxy, value: `http://${proxy.value}` };
}

/** A variable in lower case counts where it is set, even to nothing. */
function read(name: string, env: Environment): Setting | undefined {
  const variable = env[name] === undefined ? name.toUpperCase() : name;
  const value = env[variable];
  return value === undefined || value === '' ? undefined : { value, from: variable };
}

function isExcepted(hosts: readonly string[], env: Environment): boolean {
  const exceptions = read('no_proxy', env)?.value ?? '';
  if (exceptions === '*') return true;
  return exceptions
    .split(',')
    .map(name => name.trim().replace(/^\.+/, '').toLowerCase())
    .filter(name => name !== '')
    .some(name => hosts.some(host => host === name || host.endsWith(`.${name}`)));
}
