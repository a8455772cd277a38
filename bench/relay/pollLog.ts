import { once } from 'node:events';
import { createServer, request as httpRequest, Agent } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call to the service, and the gateway that made it. */
export interface Poll {
  /** Milliseconds by the monotonic clock. */
  readonly at: number;
  readonly gateway: number;
  readonly jobName: string;
}

/** The service as one gateway reaches it: passes calls on, and notes those about a job. */
export interface PollLog {
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/** Starts a proxy in front of the service, for one gateway. */
export async function startPollLog(
  gateway: number,
  target: string,
  onPoll: (poll: Poll) => void,
): Promise<PollLog> {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { JobName } = JSON.parse(body.toString()) as { readonly JobName?: string };
      if (JobName !== undefined) onPoll({ at: performance.now(), gateway, jobName: JobName });
      const { method, headers } = request;
      const onward = httpRequest(target, { ...(method && { method }), headers, agent }, answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      server.closeAllConnections();
      agent.destroy();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
