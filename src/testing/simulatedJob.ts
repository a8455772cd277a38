import { firstAfter, lastUpTo } from './moments.js';
import { stepTimeline, type StepTimeline } from './stepTimeline.js';
import type { JobTimeline } from './jobTimeline.js';
import type { StepScript } from './jobScript.js';
import { stepChangeTimes, stepPhase, wireStep, type StepPhase, type StopTimes } from './stepPhase.js';
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
  timeline: StepTimeline;
  edit?: StepEdit;
  /** The last view, good for as long as the step is in this phase. */
  view?: StepView & { readonly phase: StepPhase };
}

/** One job of the world at any moment: a timeline, and what was done to it since. */
export class SimulatedJob {
  #entries: Entry[];
  #stop: StopTimes | undefined;
  #deletion: StopTimes | undefined;
  #edit: JobEdit = {};
  #editTimes: number[] = [];
  #jobChangeTimes: number[] = [];
  #stepChangeTimes: number[] = [];
  #listing: { views: readonly StepView[]; from: number; until: number } | undefined;
  readonly #frozenAt: number;

  constructor(
    readonly timeline: JobTimeline,
    now: number,
  ) {
    this.#entries = timeline.steps.map(step => ({ timeline: step }));
    this.#frozenAt = timeline.script.frozen === true ? now : Infinity;
    if (timeline.script.status === 'STOPPED')
      this.#scheduleStop(timeline.startsAt + (timeline.endsAt - timeline.startsAt) * 0.6);
    this.#updateChangeTimes();
  }

  get name(): string {
    return this.timeline.script.name;
  }

  status(now: number): string {
    const at = Math.min(now, this.#frozenAt);
    if (this.#deletion !== undefined) return now < this.#deletion.completeAt ? 'DELETING' : 'DELETED';
    if (this.#edit.Status !== undefined) return this.#edit.Status;
    const stop = this.#stop;
    if (stop !== undefined && at >= stop.requestedAt) return at < stop.completeAt ? 'STOPPING' : 'STOPPED';
    if (at < this.timeline.startsAt) return 'PENDING';
    if (at < this.timeline.endsAt) return 'IN_PROGRESS';
    return this.timeline.script.status === 'FAILED' ? 'FAILED' : 'COMPLETED';
  }

  /** Why it failed, where it did. */
  failureReason(now: number): string | undefined {
    if (this.#edit.FailureReason !== undefined) return this.#edit.FailureReason;
    if (this.status(now) !== 'FAILED') return undefined;
    return (
      this.timeline.script.failureReason ?? 'Too many of its benchmarks failed. See the reasons of the steps.'
    );
  }

  /** When it ended; undefined while it hasn't. */
  completedAt(now: number): number | undefined {
    const end = this.#stop?.completeAt ?? this.timeline.endsAt;
    return Math.min(now, this.#frozenAt) < end ? undefined : end;
  }

  /** The last moment at which the job, or a step where the script says so, changed. */
  modifiedAt(now: number): number {
    const at = Math.min(now, this.#frozenAt);
    const bySteps =
      this.timeline.script.modifiedBySteps === false ? -Infinity : lastUpTo(this.#stepChangeTimes, at);
    const touched = lastUpTo(this.#editTimes, now);
    return Math.max(this.timeline.createdAt, lastUpTo(this.#jobChangeTimes, at), bySteps, touched);
  }

  /** The steps that are listed now, in the order of their creation. */
  steps(now: number): readonly StepView[] {
    const at = Math.min(now, this.#frozenAt);
    const known = this.#listing;
    if (known !== undefined && at >= known.from && at < known.until) return known.views;
    const views = this.#entries.flatMap(entry => this.#view(entry, at) ?? []);
    this.#listing = { views, from: at, until: firstAfter(this.#stepChangeTimes, at) };
    return views;
  }

  stop(now: number): void {
    this.#scheduleStop(now);
    this.#updateChangeTimes();
  }

  /** Begins DELETING. The steps stay listed. */
  delete(now: number): void {
    this.#deletion = { requestedAt: now, completeAt: now + this.#stoppingMs };
    this.#recordEdit(now, this.#deletion.completeAt);
  }

  edit(change: JobEdit, now: number): void {
    this.#edit = { ...this.#edit, ...change };
    this.#recordEdit(now);
  }

  /** Changes the step at `index`, in the order of creation; false where there is none. */
  editStep(index: number, change: StepEdit, now: number): boolean {
    const entry = this.#entries[index];
    if (entry === undefined) return false;
    const InferenceBenchmark = { ...entry.edit?.InferenceBenchmark, ...change.InferenceBenchmark };
    entry.edit = { ...entry.edit, ...change, InferenceBenchmark };
    delete entry.view;
    this.#recordStepEdit(now);
    return true;
  }

  addStep(script: StepScript, now: number): number {
    const { provisioningMs = 240_000, runMs = 600_000 } = this.timeline.script;
    const { model, random } = this.timeline;
    const at = Math.min(now, this.#frozenAt);
    this.#entries.push({ timeline: stepTimeline(script, at, at, { provisioningMs, runMs }, model, random) });
    this.#updateChangeTimes();
    this.#recordStepEdit(now);
    return this.#entries.length - 1;
  }

  removeStep(index: number, now: number): boolean {
    const removed = this.#entries.splice(index, 1).length === 1;
    this.#updateChangeTimes();
    this.#recordStepEdit(now);
    return removed;
  }

  /** Lists the steps in another order: `order` holds each present index once. */
  reorderSteps(order: readonly number[], now: number): boolean {
    const entries = [...new Set(order)].flatMap(index => this.#entries[index] ?? []);
    if (entries.length !== this.#entries.length) return false;
    this.#entries = entries;
    this.#recordStepEdit(now);
    return true;
  }

  get #stoppingMs(): number {
    return this.timeline.script.stoppingMs ?? 60_000;
  }

  #scheduleStop(now: number): void {
    const requestedAt = Math.round(now);
    this.#stop = { requestedAt, completeAt: requestedAt + this.#stoppingMs };
  }

  #recordStepEdit(now: number): void {
    if (this.timeline.script.modifiedBySteps !== false) this.#recordEdit(now);
    this.#listing = undefined;
  }

  #recordEdit(...moments: readonly number[]): void {
    this.#editTimes = [...this.#editTimes, ...moments].sort((a, b) => a - b);
  }

  #updateChangeTimes(): void {
    const stop = this.#stop;
    const { startsAt, endsAt } = this.timeline;
    const ends = stop === undefined ? [endsAt] : [stop.requestedAt, stop.completeAt];
    this.#jobChangeTimes = [startsAt, ...ends];
    this.#stepChangeTimes = this.#entries.flatMap(entry => stepChangeTimes(entry.timeline, stop));
    if (stop !== undefined) this.#stepChangeTimes.push(stop.requestedAt, stop.completeAt);
    this.#stepChangeTimes.sort((a, b) => a - b);
    this.#listing = undefined;
  }

  #view(entry: Entry, now: number): StepView | undefined {
    const phase = stepPhase(entry.timeline, now, this.#stop);
    if (phase === 'hidden') return undefined;
    if (entry.view?.phase === phase) return entry.view;
    const wire = edited(wireStep(this.name, entry.timeline, phase, this.#stop), entry.edit);
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
