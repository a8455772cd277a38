import type { FeedPorts, Transport } from './feedPorts.js';

/** Number of attempts in a row without a hello, at an address that answers, after which the other transport is tried. */
export const BLOCKED_ATTEMPTS = 2;

/** The transport that is tried: the one that worked last, until something on the way blocks it. */
export class TransportChoice {
  #current: Transport;
  /** Number of attempts in a row that it has failed at, although the address answers. */
  #blocked = 0;

  constructor(private readonly ports: Pick<FeedPorts, 'preferred' | 'prefer'>) {
    this.#current = ports.preferred();
  }

  get current(): Transport {
    return this.#current;
  }

  works(): void {
    this.#blocked = 0;
    this.ports.prefer(this.#current);
  }

  /** Counts failed attempts at an address that answers. */
  blocked(attempts: number): void {
    this.#blocked += attempts;
    if (this.#blocked >= BLOCKED_ATTEMPTS) this.useOther();
  }

  useOther(): void {
    this.#current = this.#current === 'socket' ? 'events' : 'socket';
    this.#blocked = 0;
  }
}
