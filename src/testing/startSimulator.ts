import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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
  #closed: Promise<void> | undefined;

  /** @internal */
  constructor(options: SimulatorOptions, server: Server) {
    super(options);
    this.#server = server;
  }

  /** Where it listens: `http://127.0.0.1:PORT`. */
  get endpoint(): string {
    const { address, port, family } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${String(port)}`;
  }

  /** Ends every connection and stops listening. Resolves when nothing is left; may be called twice. */
  close(): Promise<void> {
    this.#closed ??= new Promise(resolve => {
      // The last sockets tell of their end just after the server does.
      this.#server.close(() => setImmediate(resolve));
      this.#server.closeAllConnections();
    });
    return this.#closed;
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
  const server = createServer({ keepAliveTimeout: 60_000 });
  const simulator = new Simulator(options, server);
  server.on('request', httpHandler(new Service(simulator)));
  server.on('connection', socket => {
    simulator.counters.socket(1);
    socket.on('close', () => {
      simulator.counters.socket(-1);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return simulator;
}
