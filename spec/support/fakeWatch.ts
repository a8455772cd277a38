import { Observable, of, Subject } from 'rxjs';
import type { StepEvent, WatchedJob, WatchEvent } from '../../src/core/event.js';
import type { JobFilters } from '../../src/core/filters.js';
import type { JobsPage } from '../../src/core/page.js';
import type { Step } from '../../src/core/step.js';
import type { AIJobSource, WatchSource } from '../../src/gateway/gatewayOptions.js';
import { step as stepOn } from './steps.js';

/** A job whose events a spec creates: late subscribers receive the state first, as with `shared$`. */
export class FakeJob {
  readonly steps: Map<string, Step> = new Map<string, Step>();
  job: WatchedJob;
  synced = false;
  /** Number of present subscribers, and of all subscribers so far. */
  readers = 0;
  subscriptions = 0;
  readonly #live = new Subject<WatchEvent>();
  #ended: { readonly error?: unknown } | undefined;

  constructor(readonly name: string) {
    this.job = { JobName: name, Status: 'IN_PROGRESS' };
  }

  readonly watch$: Observable<WatchEvent> = new Observable<WatchEvent>(out => {
    this.readers += 1;
    this.subscriptions += 1;
    out.add(() => (this.readers -= 1));
    const jobName = this.name;
    if (this.#ended === undefined || !('error' in this.#ended)) {
      out.next({ type: 'job', jobName, job: this.job });
      for (const [key, step] of this.steps)
        out.next({ type: 'step', jobName, change: 'added', key, step, changed: [] });
      if (this.synced) out.next({ type: 'synced', jobName });
    }
    if (this.#ended === undefined) this.#live.subscribe(out);
    else if ('error' in this.#ended) out.error(this.#ended.error);
    else {
      out.next({ type: 'done', jobName, job: this.job });
      out.complete();
    }
  });

  /** Emits an event. */
  happen(event: WatchEvent): void {
    if (event.type === 'step') {
      if (event.change === 'removed') this.steps.delete(event.key);
      else this.steps.set(event.key, event.step);
    }
    if (event.type === 'job' || event.type === 'done') this.job = event.job;
    if (event.type === 'synced') this.synced = true;
    this.#live.next(event);
  }

  /** Adds or changes a step, with a text of the given length. */
  put(key: string, figure: number, characters = 0): void {
    const previous = this.steps.get(key);
    const step = stepOn(key, {
      JobName: this.name,
      Metrics: { CostPerInference: figure },
      ...(characters > 0 && { FailureReason: 'x'.repeat(characters) }),
    });
    const change: StepEvent['change'] = previous === undefined ? 'added' : 'updated';
    this.happen({
      type: 'step',
      jobName: this.name,
      change,
      key,
      step,
      changed: previous === undefined ? [] : ['InferenceBenchmark.Metrics.CostPerInference'],
      ...(previous && { previous }),
    });
  }

  remove(key: string): void {
    const step = this.steps.get(key)!;
    this.happen({ type: 'step', jobName: this.name, change: 'removed', key, step, changed: [] });
  }

  sync(): void {
    this.happen({ type: 'synced', jobName: this.name });
  }

  done(): void {
    const job = { ...this.job, Status: 'COMPLETED' };
    this.happen({ type: 'done', jobName: this.name, job });
    this.#ended = {};
    this.#live.complete();
  }

  fail(error: unknown): void {
    this.#ended = { error };
    this.#live.error(error);
  }
}

/** A recommender of fake jobs: each is created when it is first requested. */
export class FakeWatch implements WatchSource {
  readonly jobs: Map<string, FakeJob> = new Map<string, FakeJob>();
  /** The filters of each request for the list of jobs. */
  readonly asked: (JobFilters | undefined)[] = [];
  list$: (filters?: JobFilters) => Observable<JobsPage> = () => of({ index: 0, jobs: [] });

  /** The lists of AI jobs, and the filters of each request for one. */
  readonly ai: AIJobSource & { readonly asked: unknown[] } = {
    asked: [],
    jobs$: filters => {
      this.ai.asked.push(['recommendation', filters]);
      const job = { AIRecommendationJobName: 'j', AIRecommendationJobStatus: 'InProgress' };
      return of({
        kind: 'recommendation',
        index: 0,
        jobs: [job, { ...job, AIRecommendationJobName: 'secret' }],
      });
    },
    benchmarks$: filters => {
      this.ai.asked.push(['benchmark', filters]);
      const job = { AIBenchmarkJobName: 'j', AIBenchmarkJobStatus: 'Failed' };
      return of({ kind: 'benchmark', index: 0, jobs: [job], resumeToken: 'next' });
    },
  };

  job(name: string): FakeJob {
    const job = this.jobs.get(name) ?? new FakeJob(name);
    this.jobs.set(name, job);
    return job;
  }

  shared$(name: string): Observable<WatchEvent> {
    return this.job(name).watch$;
  }

  jobs$(filters?: JobFilters): Observable<JobsPage> {
    this.asked.push(filters);
    return this.list$(filters);
  }
}
