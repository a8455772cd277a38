import type { WatchSource } from '../../gateway/gatewayOptions.js';
import type { HostSignals } from './host.js';
import { onStopSignal } from './stopSignal.js';

/** What is served, and where. */
export interface PageServer {
  readonly recommender: WatchSource;
  readonly port: number;
  /** Name of the job to show first. */
  readonly job?: string | undefined;
}

/** Grace period for messages on their way to clients, in milliseconds. */
const DRAIN_MS = 500;

/**
 * Serves the page on 127.0.0.1 until Ctrl-C or SIGTERM; then every client receives a close (1001), and
 * the process ends. `listening` receives the address.
 */
export async function serveUntilStopped(
  host: Pick<HostSignals, 'on' | 'exit'>,
  { recommender, port, job }: PageServer,
  listening: (url: string) => void,
): Promise<never> {
  const { createGateway, pageFiles } = await import('../../gateway/index.js');
  const gateway = createGateway({ recommender, files: await pageFiles(), drainMs: DRAIN_MS });
  const { url } = await gateway.listen({ port }).catch(async (error: unknown) => {
    await gateway.close();
    throw error;
  });
  listening(`${url}/${job === undefined ? '' : `?job=${job}`}`);
  return new Promise<never>(() => {
    onStopSignal(host, () => gateway.close());
  });
}
