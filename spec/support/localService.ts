import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One request as it arrived. */
export interface Received {
  readonly target: string | undefined;
  readonly body: unknown;
  /** Resolves when the connection or the answer ends; `true` if the answer was whole. */
  readonly ended: Promise<boolean>;
}

/** Answers a request. */
export type Answer = (response: ServerResponse) => void;

/** A small server of this process in place of AWS. */
export interface LocalService {
  readonly endpoint: string;
  /** Those of the running test. */
  readonly received: Received[];
  answer: Answer;
  /** A client of the real SDK, its retry off. */
  readonly client: () => SageMakerClient;
}

/** Answers with a status, a body and headers. */
export const answering =
  (status: number, body: string | object, headers: Record<string, string> = {}): Answer =>
  response => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** Starts the server for the suite around. */
export function useLocalService(): LocalService {
  const clients: SageMakerClient[] = [];
  const received: Received[] = [];
  let port = 0;
  const service: LocalService = {
    get endpoint() {
      return `http://127.0.0.1:${port}`;
    },
    received,
    answer: answering(200, {}),
    client: () => {
      const client = new SageMakerClient({
        endpoint: service.endpoint,
        region: 'eu-west-1',
        credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
        maxAttempts: 1,
      });
      clients.push(client);
      return client;
    },
  };
  const server = createServer((request, response) => {
    void text(request).then(body => {
      received.push({
        target: request.headers['x-amz-target'] as string | undefined,
        body: JSON.parse(body),
        ended: once(response, 'close').then(() => response.writableFinished),
      });
      service.answer(response);
    });
  });
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    received.length = 0;
  });
  after(() => {
    for (const client of clients) client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return service;
}
