import { createGateway, type Gateway, type GatewayOptions } from '../../src/gateway/index.js';
import { FakeWatch } from './fakeWatch.js';

/** A gateway that listens on this machine, and the jobs that it serves. */
export interface Served {
  readonly gateway: Gateway;
  readonly watch: FakeWatch;
  readonly url: string;
  readonly port: number;
}

/** Runs a spec on a gateway of its own, and closes it afterwards. */
export async function served<T>(
  options: Partial<GatewayOptions>,
  work: (served: Served) => Promise<T>,
): Promise<T> {
  const watch = new FakeWatch();
  const gateway = createGateway({ recommender: watch, drainMs: 500, ...options });
  try {
    const { url, port } = await gateway.listen();
    return await work({ gateway, watch, url, port });
  } finally {
    await gateway.close();
  }
}
