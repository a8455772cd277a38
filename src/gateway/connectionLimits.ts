/** Two counting semaphores that never queue: one over all clients, and one over the clients of each job. */
export class ConnectionLimits {
  #inUse = 0;
  readonly #byJob = new Map<string, number>();

  constructor(private readonly limits: { readonly maxClients: number; readonly maxClientsPerJob: number }) {}

  /** Reserves a connection, which is to be released once. Returns whether there was room. */
  acquire(jobName: string): boolean {
    const ofJob = this.#byJob.get(jobName) ?? 0;
    if (this.#inUse >= this.limits.maxClients || ofJob >= this.limits.maxClientsPerJob) return false;
    this.#inUse += 1;
    this.#byJob.set(jobName, ofJob + 1);
    return true;
  }

  release(jobName: string): void {
    this.#inUse -= 1;
    const left = (this.#byJob.get(jobName) ?? 1) - 1;
    if (left > 0) this.#byJob.set(jobName, left);
    else this.#byJob.delete(jobName);
  }
}
