import type { JobKind } from '../../core/jobKind.js';
import type { JobLog } from '../../core/jobLog.js';
import type { WatchSource } from '../../gateway/gatewayOptions.js';
import type { HostSignals } from './host.js';
import { listenError } from './listenError.js';
import { onStopSignal } from './stopSignal.js';

/** What is served, and where. */
export interface PageServer {
  readonly recommender: WatchSource;
  /** Kinds of the jobs that are listed. Default: classic ones. */
  readonly kinds?: readonly JobKind[] | undefined;
  readonly port: number;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly address?: string | undefined;
  /** Host names under which the page is reached, apart from addresses and `localhost`. */
  readonly names?: readonly string[] | undefined;
  /** Token that a client needs. Default: every user of this machine may read. */
  readonly token?: string | undefined;
  /** Logs of jobs that several gateways share. */
  readonly relay?: JobLog | undefined;
  /** Called once the gateway is closed. */
  readonly closed?: (() => void) | undefined;
  /** Name of the job to show first. */
  readonly job?: string | undefined;
}

/** Grace period for messages on their way to clients, in milliseconds. */
const DRAIN_MS = 500;

/**
 * Serves the page until Ctrl-C or SIGTERM; then every client receives a close (1001), and the process ends. `listening`
 * receives the address that it listens on, with the token as its fragment, which a browser sends to no server.
 */
export async function serveUntilStopped(
  host: Pick<HostSignals, 'on' | 'exit'>,
  { recommender, kinds, port, address, names, token, relay, closed, job }: PageServer,
  listening: (url: string) => void,
): Promise<never> {
  const { createGateway, pageFiles } = await import('../../gateway/index.js');
  const files = await pageFiles();
  const gateway = createGateway({
    ...{ recommender, kinds, files, token, relay },
    ...{ allowedHosts: names, drainMs: DRAIN_MS },
  });
  const bound = await gateway.listen({ port, host: address }).catch(async (error: unknown) => {
    await gateway.close();
    throw listenError(error, address);
  });
  const query = job === undefined ? '' : `?job=${encodeURIComponent(job)}`;
  const fragment = token === undefined ? '' : `#token=${token}`;
  listening(`${bound.url}/${query}${fragment}`);
  return new Promise<never>(() => {
    onStopSignal(host, () => gateway.close().finally(closed));
  });
}
