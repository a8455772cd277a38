import type { Position } from '../core/position.js';

/** Maximum number of jobs whose generation is remembered. */
const MAX_JOBS = 10_000;

/**
 * The generations of the logs that were read or appended to lately. They are the first half of the ids of their events.
 * One that isn't remembered costs no more than the reading of a whole log.
 */
export class Generations {
  readonly #known = new Map<string, { readonly epoch: string; readonly generation: string }>();

  learn(jobName: string, epoch: string, generation: string): void {
    this.#known.delete(jobName);
    this.#known.set(jobName, { epoch, generation });
    if (this.#known.size <= MAX_JOBS) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }

  /** The generation of the latest log of a job; 0 where it isn't known. */
  of(jobName: string): string {
    return this.#known.get(jobName)?.generation ?? '0';
  }

  /** Id of an event in the stream of its job; `0-0` where the generation isn't known. */
  idAt(jobName: string, { epoch, seq }: Position): string {
    const known = this.#known.get(jobName);
    return known?.epoch === epoch ? `${known.generation}-${String(2 * seq)}` : '0-0';
  }
}
