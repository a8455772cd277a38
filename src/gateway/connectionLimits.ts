/** Two counting semaphores that never queue: one over all clients, and one over the clients of each job. */
export class ConnectionLimits {
  #inUse = 0;
  readonly #byJob = new Map<string, number>();

  constructor(private readonly limits: { readonly maxClients: number; readonly maxClientsPerJob: number }) {}

  /** Reserves a connection. Returns the function that releases it, or undefined where a limit is reached. */
  acquire(jobName: string): (() => void) | undefined {
    const ofJob = this.#byJob.get(jobName) ?? 0;
    if (this.#inUse >= this.limits.maxClients || ofJob >= this.limits.maxClientsPerJob) return undefined;
    this.#inUse += 1;
    this.#byJob.set(jobName, ofJob + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#inUse -= 1;
      const left = (this.#byJob.get(jobName) ?? 1) - 1;
      if (left > 0) this.#byJob.set(jobName, left);
      else this.#byJob.delete(jobName);
    };
  }
}
