import { hostname, networkInterfaces } from 'node:os';
import { isIP } from 'node:net';
import { InvalidInputError } from '../../core/errors.js';
import type { Time } from '../../core/time.js';
import { isLoopback } from '../../gateway/isLoopback.js';
import { isToken, TOKEN_RULE } from '../../gateway/token.js';
import { withConnection } from '../connection.js';
import { urlHere, urlsElsewhere } from '../process/addresses.js';
import { openBrowser } from '../process/openBrowser.js';
import type { Host } from '../process/host.js';
import { serveUntilStopped } from '../process/serveUntilStopped.js';
import { checkRegion, namedJob } from '../flags/namedJob.js';
import { kindsOf, type KindChoice } from '../flags/kindsOf.js';
import type { ConnectionSettings } from '../flags/settings.js';

/** Variable of the environment with the token of `--token`. */
const TOKEN_VARIABLE = 'STEPSTREAM_TOKEN';

const POLLS_TOGETHER = 'It shares its jobs with all gateways of this Redis and this key.\n';
const POLLS_ALONE =
  'It polls its jobs by itself: with a key, --redis URL#ACCOUNT:REGION, it shares them with other gateways.\n';

/** The flags of `serve`. */
export interface ServeSettings extends ConnectionSettings {
  readonly port: number;
  readonly host?: string;
  readonly token?: boolean;
  readonly job?: string;
  readonly kind?: KindChoice;
  readonly open?: boolean;
}

/** `stepstream serve`: the live page, on this machine alone unless `--host` says otherwise, until Ctrl-C. */
export async function serveCommand(
  {
    port,
    host: address = '127.0.0.1',
    token: needsToken = false,
    job: named,
    kind = 'classic',
    open,
    ...connection
  }: ServeSettings,
  host: Host,
): Promise<number> {
  const shown = named === undefined ? undefined : namedJob(named);
  const job = shown?.jobName;
  if (shown?.region !== undefined) checkRegion(shown, await host.regionOf(connection));
  if (address === '') throw new InvalidInputError('--host', 'must be an address, or a name of this machine');
  const isLocal = isLoopback(address.toLowerCase());
  if (!isLocal && !needsToken) {
    throw new InvalidInputError('--host', `${address} is open to other machines: it needs --token`);
  }
  if (open === true && needsToken) {
    const why = 'other users of this machine see the arguments of programs; open the address by hand';
    throw new InvalidInputError('--open', `would show the token of --token: ${why}`);
  }
  const token = needsToken ? tokenOf(host) : undefined;
  const names = isLocal ? [] : [hostname().toLowerCase(), address.toLowerCase()].filter(isName);
  return withConnection(
    connection,
    host,
    (recommender, quota) => {
      const relay = quota?.relay?.();
      const closed = quota?.close;
      const kinds = kindsOf(kind);
      // Asked for one job, it doesn't follow those of the whole account.
      const source = job === undefined ? recommender : { ...recommender, fleet$: undefined };
      const server = { recommender: source, kinds, port, address, names, token, relay, closed, job };
      return serveUntilStopped(host, server, bound => {
        const url = urlHere(bound);
        host.stdout.write(`The page is at ${url}\n`);
        for (const other of urlsElsewhere(bound, networkInterfaces()))
          host.stdout.write(`Other machines reach it at ${other}\n`);
        if (quota !== undefined) host.stdout.write(relay === undefined ? POLLS_ALONE : POLLS_TOGETHER);
        if (!isLocal) {
          host.stdout.write(
            `It listens on ${address}, by HTTP without encryption: anyone on the way can read.\n`,
          );
        }
        host.stdout.write('Ctrl-C ends it.\n');
        if (open === true) openBrowser(url, host);
      });
    },
    { redraws: false },
  );
}

/** The token of the environment, else a new one. An empty variable counts as none. The error doesn't show the token. */
function tokenOf({ env, time }: Pick<Host, 'env' | 'time'>): string {
  const given = env[TOKEN_VARIABLE] ?? '';
  if (given === '') return newToken(time);
  if (isToken(given)) return given;
  throw new InvalidInputError(TOKEN_VARIABLE, TOKEN_RULE);
}

/** A token of 32 hexadecimal digits: 128 bits. */
const newToken = ({ uniqueId }: Pick<Time, 'uniqueId'>): string => uniqueId() + uniqueId();

/** Whether a host is a name of DNS, and no address. */
const isName = (host: string): boolean => isIP(host) === 0 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(host);
