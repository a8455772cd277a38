import { firstAfter, lastUpTo } from './moments.js';
import { planStep, type StepPlan } from './planStep.js';
import type { JobPlan } from './planJob.js';
import type { StepScript } from './script.js';
import { stepMoments, stepPhase, wireStep, type StepPhase, type StopTimes } from './stepState.js';
import { toWire } from './toWire.js';
import type { WireBenchmark, WireStep } from './wire.js';

/** A step as it is listed: what it says, and its JSON, made once. */
export interface StepView {
  readonly wire: WireStep;
  readonly json: string;
}

/** What a test changes of a step by hand: fields in AWS's names, `undefined` takes one away. */
export interface StepEdit {
  readonly Status?: string;
  readonly InferenceBenchmark?: { readonly [K in keyof WireBenchmark]?: WireBenchmark[K] | undefined };
}

/** What a test changes of a job by hand. */
export interface JobEdit {
  readonly Status?: string;
  readonly FailureReason?: string;
}

interface Entry {
  plan: StepPlan;
  edit?: StepEdit;
  /** The last view, good for as long as the step is in this phase. */
  view?: StepView & { readonly phase: StepPhase };
}

/** One job of the world at any moment: a plan, and what was done to it since. */
export class JobState {
  #entries: Entry[];
  #stop: StopTimes | undefined;
  #removal: StopTimes | undefined;
  #edit: JobEdit = {};
  #touches: number[] = [];
  #moments: number[] = [];
  #stepMoments: number[] = [];
  #listing: { views: readonly StepView[]; from: number; until: number } | undefined;
  readonly #frozenAt: number;

  constructor(
    readonly plan: JobPlan,
    now: number,
  ) {
    this.#entries = plan.steps.map(step => ({ plan: step }));
    this.#frozenAt = plan.script.frozen === true ? now : Infinity;
    if (plan.script.status === 'STOPPED') this.#stopAt(plan.startsAt + (plan.endsAt - plan.startsAt) * 0.6);
    this.#replan();
  }

  get name(): string {
    return this.plan.script.name;
  }

  status(now: number): string {
    const at = Math.min(now, this.#frozenAt);
    if (this.#removal !== undefined) return now < this.#removal.completeAt ? 'DELETING' : 'DELETED';
    if (this.#edit.Status !== undefined) return this.#edit.Status;
    const stop = this.#stop;
    if (stop !== undefined && at >= stop.requestedAt) return at < stop.completeAt ? 'STOPPING' : 'STOPPED';
    if (at < this.plan.startsAt) return 'PENDING';
    if (at < this.plan.endsAt) return 'IN_PROGRESS';
    return this.plan.script.status === 'FAILED' ? 'FAILED' : 'COMPLETED';
  }

  /** Why it failed, where it did. */
  failureReason(now: number): string | undefined {
    if (this.#edit.FailureReason !== undefined) return this.#edit.FailureReason;
    if (this.status(now) !== 'FAILED') return undefined;
    return (
      this.plan.script.failureReason ?? 'Too many of its benchmarks failed. See the reasons of the steps.'
    );
  }

  /** When it ended; undefined while it hasn't. */
  completedAt(now: number): number | undefined {
    const end = this.#stop?.completeAt ?? this.plan.endsAt;
    return Math.min(now, this.#frozenAt) < end ? undefined : end;
  }

  /** The last moment at which the job, or a step where the script says so, changed. */
  modifiedAt(now: number): number {
    const at = Math.min(now, this.#frozenAt);
    const bySteps = this.plan.script.modifiedBySteps === false ? -Infinity : lastUpTo(this.#stepMoments, at);
    const touched = lastUpTo(this.#touches, now);
    return Math.max(this.plan.createdAt, lastUpTo(this.#moments, at), bySteps, touched);
  }

  /** The steps that are listed now, in the order of their creation. */
  steps(now: number): readonly StepView[] {
    const at = Math.min(now, this.#frozenAt);
    const known = this.#listing;
    if (known !== undefined && at >= known.from && at < known.until) return known.views;
    const views = this.#entries.flatMap(entry => this.#view(entry, at) ?? []);
    this.#listing = { views, from: at, until: firstAfter(this.#stepMoments, at) };
    return views;
  }

  stop(now: number): void {
    this.#stopAt(now);
    this.#replan();
  }

  /** Begins DELETING. The steps stay listed. */
  remove(now: number): void {
    this.#removal = { requestedAt: now, completeAt: now + this.#stoppingMs };
    this.#touch(now, this.#removal.completeAt);
  }

  edit(change: JobEdit, now: number): void {
    this.#edit = { ...this.#edit, ...change };
    this.#touch(now);
  }

  /** Changes the step at `index`, in the order of creation; false where there is none. */
  editStep(index: number, change: StepEdit, now: number): boolean {
    const entry = this.#entries[index];
    if (entry === undefined) return false;
    const InferenceBenchmark = { ...entry.edit?.InferenceBenchmark, ...change.InferenceBenchmark };
    entry.edit = { ...entry.edit, ...change, InferenceBenchmark };
    delete entry.view;
    this.#touchSteps(now);
    return true;
  }

  addStep(script: StepScript, now: number): number {
    const { provisioningMs = 240_000, runMs = 600_000 } = this.plan.script;
    const { model, random } = this.plan;
    const at = Math.min(now, this.#frozenAt);
    this.#entries.push({ plan: planStep(script, at, at, { provisioningMs, runMs }, model, random) });
    this.#replan();
    this.#touchSteps(now);
    return this.#entries.length - 1;
  }

  removeStep(index: number, now: number): boolean {
    const removed = this.#entries.splice(index, 1).length === 1;
    this.#replan();
    this.#touchSteps(now);
    return removed;
  }

  /** Lists the steps in another order: `order` holds each present index once. */
  reorderSteps(order: readonly number[], now: number): boolean {
    const entries = [...new Set(order)].flatMap(index => this.#entries[index] ?? []);
    if (entries.length !== this.#entries.length) return false;
    this.#entries = entries;
    this.#touchSteps(now);
    return true;
  }

  get #stoppingMs(): number {
    return this.plan.script.stoppingMs ?? 60_000;
  }

  #stopAt(now: number): void {
    const requestedAt = Math.round(now);
    this.#stop = { requestedAt, completeAt: requestedAt + this.#stoppingMs };
  }

  #touchSteps(now: number): void {
    if (this.plan.script.modifiedBySteps !== false) this.#touch(now);
    this.#listing = undefined;
  }

  #touch(...moments: readonly number[]): void {
    this.#touches = [...this.#touches, ...moments].sort((a, b) => a - b);
  }

  #replan(): void {
    const stop = this.#stop;
    const { startsAt, endsAt } = this.plan;
    const ends = stop === undefined ? [endsAt] : [stop.requestedAt, stop.completeAt];
    this.#moments = [startsAt, ...ends];
    this.#stepMoments = this.#entries.flatMap(entry => stepMoments(entry.plan, stop));
    if (stop !== undefined) this.#stepMoments.push(stop.requestedAt, stop.completeAt);
    this.#stepMoments.sort((a, b) => a - b);
    this.#listing = undefined;
  }

  #view(entry: Entry, now: number): StepView | undefined {
    const phase = stepPhase(entry.plan, now, this.#stop);
    if (phase === 'hidden') return undefined;
    if (entry.view?.phase === phase) return entry.view;
    const wire = edited(wireStep(this.name, entry.plan, phase, this.#stop), entry.edit);
    const view = { phase, wire, json: JSON.stringify(wire) };
    entry.view = view;
    return view;
  }
}

function edited(step: WireStep, edit: StepEdit | undefined): WireStep {
  if (edit === undefined) return step;
  const InferenceBenchmark = { ...step.InferenceBenchmark, ...edit.InferenceBenchmark };
  return toWire({ ...step, ...edit, InferenceBenchmark }) as WireStep;
}
