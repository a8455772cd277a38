import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { InvalidInputError } from '../core/errors.js';
import { httpHandler } from './httpHandler.js';
import { Service } from './service.js';
import { Simulation, type SimulationOptions } from './simulation.js';

/** Options of `startSimulator`. */
export interface SimulatorOptions extends SimulationOptions {
  /** Port to listen on. Default: any free port. */
  readonly port?: number;
  /** Host name or IP address to listen on. Default `127.0.0.1`: reachable from this machine alone. */
  readonly host?: string;
}

/** A server with SageMaker's protocol for Inference Recommender jobs, and the methods that control it. */
export class Simulator extends Simulation {
  readonly #server: Server;
  /** Each open connection, with a promise that resolves once it is closed. */
  readonly #sockets = new Map<Socket, Promise<void>>();
  #endpoint = '';
  #closed: Promise<void> | undefined;

  /** @internal */
  constructor(options: SimulatorOptions, server: Server) {
    super(options);
    this.#server = server;
    server.on('request', httpHandler(new Service(this)));
    server.on('connection', socket => {
      this.counters.socket(1);
      const gone = new Promise<void>(resolve => {
        socket.once('close', () => {
          this.counters.socket(-1);
          this.#sockets.delete(socket);
          resolve();
        });
      });
      this.#sockets.set(socket, gone);
    });
  }

  /** URL of the server: `http://127.0.0.1:PORT`. */
  get endpoint(): string {
    return this.#endpoint;
  }

  /** @internal */
  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    const bound = this.#server.address() as AddressInfo;
    const address = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
    this.#endpoint = `http://${address}:${String(bound.port)}`;
  }

  /** Closes every connection and stops listening. Resolves once all are closed; further calls return the same promise. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const stopped = new Promise(resolve => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await Promise.all([stopped, ...this.#sockets.values()]);
  }
}

/**
 * Starts a simulator of SageMaker Inference Recommender on this machine.
 *
 * Any AWS SDK and the AWS CLI can use it as SageMaker. Signatures aren't checked.
 *
 * Rejects with `InvalidInputError` for an invalid option, and with Node's error where it can't listen.
 *
 * @example
 * ```ts
 * import { SageMakerClient } from '@aws-sdk/client-sagemaker';
 * import { connect } from 'stepstream';
 * import { startSimulator } from 'stepstream/testing';
 *
 * const simulator = await startSimulator({ jobs: [{ name: 'my-job', steps: 40 }] });
 * const client = new SageMakerClient({
 *   endpoint: simulator.endpoint,
 *   region: 'us-east-1',
 *   credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
 * });
 * const { steps$ } = connect({ client });
 * await steps$('my-job').forEach(({ steps }) => console.log(steps.length)); // 40
 * client.destroy();
 * await simulator.close();
 * ```
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1' } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidInputError('port', 'must be a whole number from 0 to 65535');
  }
  const simulator = new Simulator(options, createServer({ keepAliveTimeout: 60_000 }));
  await simulator.listen(port, host);
  return simulator;
}
