import type { AiLife } from './aiLife.js';

/** An AI job of either kind. */
export interface AiJob {
  readonly name: string;
  readonly life: AiLife;
  /** Whether the job is there at `now`. Absent: from its creation on. */
  readonly exists?: (now: number) => boolean;
}

interface Tenure<J> {
  readonly job: J;
  /** Time at which the job leaves its name, in simulated milliseconds since the epoch. */
  until: number;
}

/** The jobs of one kind by their names, at any time. A name can belong to one job after the other. */
export class AiRegister<J extends AiJob> {
  readonly #tenures = new Map<string, Tenure<J>[]>();

  /** Adds a job, which leaves at `until`. */
  add(job: J, until: number = Infinity): void {
    this.#tenures.set(job.name, [...this.#of(job.name), { job, until }]);
  }

  /** Whether a job has this name at `now` or later. */
  isTaken(name: string, now: number): boolean {
    return this.#of(name).some(({ until }) => until > now);
  }

  /** The job of this name, if it is there at `now`. */
  at(name: string, now: number): J | undefined {
    return this.#of(name).find(tenure => isThere(tenure, now))?.job;
  }

  /** The job of this name that is there, or that will be created. */
  known(name: string, now: number): J | undefined {
    return this.at(name, now) ?? this.#of(name).find(({ until }) => until > now)?.job;
  }

  /** All jobs that are there at `now`, in the order in which they were added. */
  all(now: number): J[] {
    return [...this.#tenures.values()].flatMap(tenures => tenures.find(at => isThere(at, now))?.job ?? []);
  }

  /** Removes a job at once, without a status in between. */
  remove(job: J, now: number): void {
    for (const tenure of this.#of(job.name))
      if (tenure.job === job) tenure.until = Math.min(tenure.until, now);
  }

  #of(name: string): readonly Tenure<J>[] {
    return this.#tenures.get(name) ?? [];
  }
}

function isThere<J extends AiJob>({ job, until }: Tenure<J>, now: number): boolean {
  return now >= job.life.plan.createdAt && now < until && (job.exists?.(now) ?? true);
}
