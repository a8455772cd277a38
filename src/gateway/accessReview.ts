import type { IncomingMessage } from 'node:http';
import { everyUnref } from '../core/everyUnref.js';
import type { Cancel, Time } from '../core/time.js';
import type { Authorizer } from './authorizer.js';

/** Maximum number of clients that a review asks for at once. */
const MAX_CONCURRENT = 64;

/** A connected client, as a review knows it. */
export interface Admitted {
  /** The job that the client follows; undefined for the fleet. */
  readonly jobName: string | undefined;
  /** Ends the client, as its access was revoked. */
  readonly expel: () => void;
  /** Asks for what else the client may see. */
  readonly review: () => Promise<void>;
}

/** Asks `authorize` again for connected clients, and ends those that are denied by now. */
export class AccessReview {
  /** Each client with the request with which it connected. */
  readonly #admitted = new Map<Admitted, IncomingMessage>();
  readonly #stopTimer: Cancel;
  #isDue = true;
  #revocations = 0;

  constructor(
    private readonly authorizer: Authorizer,
    /** Interval between two reviews, in milliseconds; undefined for none but those that are asked for. */
    intervalMs: number | undefined,
    time: Time,
  ) {
    this.#stopTimer =
      intervalMs === undefined ? () => undefined : everyUnref(time, intervalMs, () => void this.#next());
  }

  /** Adds a client. Without `authorize` there is nothing to ask, and its request isn't kept. */
  add(admitted: Admitted, request: IncomingMessage): void {
    if (!this.authorizer.allowsAll) this.#admitted.set(admitted, request);
  }

  delete(admitted: Admitted): void {
    this.#admitted.delete(admitted);
  }

  /** Number of reviews that were asked for: after one, an answer of `authorize` that is still under way may be out of date. */
  get revocations(): number {
    return this.#revocations;
  }

  /** Reviews every client that is connected now, as rights have changed. Resolves once those that are denied were ended. */
  review(): Promise<void> {
    this.#revocations += 1;
    return this.#askAll();
  }

  stop(): void {
    this.#stopTimer();
  }

  async #askAll(): Promise<void> {
    const waiting = [...this.#admitted].values();
    const work = async (): Promise<void> => {
      for (const [admitted, request] of waiting) await this.#ask(admitted, request);
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENT }, work));
  }

  /** The review of the interval, unless the one before still runs. */
  async #next(): Promise<void> {
    if (!this.#isDue) return;
    this.#isDue = false;
    await this.#askAll();
    this.#isDue = true;
  }

  async #ask(admitted: Admitted, request: IncomingMessage): Promise<void> {
    const isGone = (): boolean => !this.#admitted.has(admitted);
    if (isGone()) return;
    const isAllowed = await this.authorizer.allows(request, admitted.jobName);
    if (isGone()) return;
    if (isAllowed) {
      await admitted.review();
      return;
    }
    this.#admitted.delete(admitted);
    admitted.expel();
  }
}
