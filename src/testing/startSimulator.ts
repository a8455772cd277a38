import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { InvalidInputError } from '../core/errors.js';
import { httpHandler } from './httpHandler.js';
import { Service } from './service.js';
import { Simulation, type SimulationOptions } from './simulation.js';

/** Options of `startSimulator`. */
export interface SimulatorOptions extends SimulationOptions {
  /** Default: any that is free. */
  readonly port?: number;
  /** Default `127.0.0.1`: nobody else can reach it. */
  readonly host?: string;
}

/** A server that speaks SageMaker's protocol for Inference Recommender jobs, and the handles to drive it. */
export class Simulator extends Simulation {
  readonly #server: Server;
  /** Each open connection, and the promise of its end. */
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

  /** Where it listens: `http://127.0.0.1:PORT`. */
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

  /** Ends every connection and stops listening. Resolves when nothing is left; may be called twice. */
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
 *   const simulator = await startSimulator({ jobs: [{ name: 'my-job', steps: 40 }] });
 *   const client = new SageMakerClient({ endpoint: simulator.endpoint, region: 'us-east-1', credentials });
 *   …
 *   await simulator.close();
 *
 * Any AWS SDK and the AWS CLI take it for SageMaker; signatures aren't checked.
 * Fails with `InvalidInputError` for an option that can't be, or with Node's error where it can't listen.
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
