/** Room for so many clients, in all and of a job. Who asks for a seat has it at once, or not at all. */
export class Seats {
  #taken = 0;
  readonly #ofJob = new Map<string, number>();

  constructor(private readonly limits: { readonly maxClients: number; readonly maxClientsPerJob: number }) {}

  get taken(): number {
    return this.#taken;
  }

  /** Takes a seat; answers how it is given back, or undefined where there is none. */
  take(jobName: string): (() => void) | undefined {
    const ofJob = this.#ofJob.get(jobName) ?? 0;
    if (this.#taken >= this.limits.maxClients || ofJob >= this.limits.maxClientsPerJob) return undefined;
    this.#taken += 1;
    this.#ofJob.set(jobName, ofJob + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#taken -= 1;
      const left = (this.#ofJob.get(jobName) ?? 1) - 1;
      if (left > 0) this.#ofJob.set(jobName, left);
      else this.#ofJob.delete(jobName);
    };
  }
}
