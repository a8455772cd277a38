import { gatewayOn, type Gateway } from '../../src/gateway/createGateway.js';
import type { GatewayOptions } from '../../src/gateway/gatewayOptions.js';
import { FakeWatch } from './fakeWatch.js';
import { virtualTime, type VirtualTime } from './virtualTime.js';

/** Grace period of `close()`, in milliseconds of virtual time. */
const DRAIN_MS = 5_000;

/**
 * A gateway that listens on this machine, and the jobs that it serves. Its sockets are real; its time stands
 * still unless a spec lets it pass.
 */
export interface Served {
  readonly gateway: Gateway;
  readonly watch: FakeWatch;
  readonly time: VirtualTime;
  readonly url: string;
  readonly port: number;
}

/** Runs a spec on a gateway of its own, and closes it afterwards. */
export async function served<T>(
  options: Partial<GatewayOptions>,
  work: (served: Served) => Promise<T>,
): Promise<T> {
  const watch = new FakeWatch();
  const time = virtualTime();
  const gateway = gatewayOn(time, { recommender: watch, drainMs: DRAIN_MS, ...options });
  try {
    const { url, port } = await gateway.listen();
    return await work({ gateway, watch, time, url, port });
  } finally {
    const closed = gateway.close();
    await time.pass(options.drainMs ?? DRAIN_MS);
    await closed;
  }
}
