import { firstChangeAfter, lastChangeUpTo } from './changeTimes.js';
import { stepTimeline, type StepTimeline } from './stepTimeline.js';
import type { JobTimeline } from './jobTimeline.js';
import type { StepScript } from './jobScript.js';
import { stepChangeTimes, stepPhase, wireStep, type StepPhase, type StopTimes } from './stepPhase.js';
import { toWire } from './toWire.js';
import type { WireBenchmark, WireStep } from './wire.js';

/** A step as it is listed: its wire form, and that form as JSON, encoded once. */
export interface StepView {
  readonly wire: WireStep;
  readonly json: string;
}

/** A test's changes of a step: fields by their names in AWS. `undefined` removes a field. */
export interface StepEdit {
  readonly Status?: string;
  readonly InferenceBenchmark?: { readonly [K in keyof WireBenchmark]?: WireBenchmark[K] | undefined };
}

/** A test's changes of a job. */
export interface JobEdit {
  readonly Status?: string;
  readonly FailureReason?: string;
}

interface StepEntry {
  timeline: StepTimeline;
  edit?: StepEdit;
  /** The last view, valid while the step is in this phase. */
  view?: StepView & { readonly phase: StepPhase };
}

/** One job of the simulated account at any time: its timeline, and the changes made to it since. */
export class SimulatedJob {
  #entries: StepEntry[];
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
    if (at < this.timeline.endsAt || this.#isRevived(at)) return 'IN_PROGRESS';
    return this.timeline.script.status === 'FAILED' ? 'FAILED' : 'COMPLETED';
  }

  /** The FailureReason of a failed job. */
  failureReason(now: number): string | undefined {
    if (this.#edit.FailureReason !== undefined) return this.#edit.FailureReason;
    if (this.status(now) !== 'FAILED') return undefined;
    return (
      this.timeline.script.failureReason ?? 'Too many of its benchmarks failed. See the reasons of the steps.'
    );
  }

  /** The time at which the job ended; undefined before. */
  completedAt(now: number): number | undefined {
    const { endsAt, revival } = this.timeline;
    const at = Math.min(now, this.#frozenAt);
    if (this.#stop === undefined && this.#isRevived(at)) return undefined;
    const lastEnd = revival !== undefined && at >= revival.until ? revival.until : endsAt;
    const end = this.#stop?.completeAt ?? lastEnd;
    return at < end ? undefined : end;
  }

  /** The time of the last change of the job, including its steps unless the script excludes them. */
  modifiedAt(now: number): number {
    const at = Math.min(now, this.#frozenAt);
    const bySteps =
      this.timeline.script.modifiedBySteps === false ? -Infinity : lastChangeUpTo(this.#stepChangeTimes, at);
    const editedAt = lastChangeUpTo(this.#editTimes, now);
    return Math.max(this.timeline.createdAt, lastChangeUpTo(this.#jobChangeTimes, at), bySteps, editedAt);
  }

  /** The steps that are listed at `now`, in the order of their creation. */
  steps(now: number): readonly StepView[] {
    const at = Math.min(now, this.#frozenAt);
    const known = this.#listing;
    if (known !== undefined && at >= known.from && at < known.until) return known.views;
    const views = this.#entries.flatMap(entry => this.#view(entry, at) ?? []);
    this.#listing = { views, from: at, until: firstChangeAfter(this.#stepChangeTimes, at) };
    return views;
  }

  /** The steps that the job itself knows of: those too that are listed late. */
  results(now: number): readonly StepView[] {
    const at = Math.min(now, this.#frozenAt);
    return this.#entries.flatMap(entry => this.#view(entry, Math.max(at, entry.timeline.appearsAt)) ?? []);
  }

  /** The job as it is now, which later changes of either leave as it is. */
  copy(): SimulatedJob {
    const copy = new SimulatedJob(this.timeline, this.#frozenAt);
    copy.#entries = this.#entries.map(entry => ({ ...entry }));
    copy.#stop = this.#stop;
    copy.#deletion = this.#deletion;
    copy.#edit = this.#edit;
    copy.#editTimes = this.#editTimes;
    copy.#updateChangeTimes();
    return copy;
  }

  #isRevived(at: number): boolean {
    const { revival } = this.timeline;
    return revival !== undefined && at >= revival.from && at < revival.until;
  }

  stop(now: number): void {
    this.#scheduleStop(now);
    this.#updateChangeTimes();
  }

  /** Starts DELETING. The steps stay listed. */
  delete(now: number): void {
    this.#deletion = { requestedAt: now, completeAt: now + this.#stoppingMs };
    this.#recordEdit(now, this.#deletion.completeAt);
  }

  edit(change: JobEdit, now: number): void {
    this.#edit = { ...this.#edit, ...change };
    this.#recordEdit(now);
  }

  /** Changes the step at `index`, in the order of creation. Returns false where there is none. */
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

  /** Lists the steps in another order. `order` contains each present index once; otherwise the result is false. */
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

  #recordEdit(...times: readonly number[]): void {
    this.#editTimes = [...this.#editTimes, ...times].sort((a, b) => a - b);
  }

  #updateChangeTimes(): void {
    const stop = this.#stop;
    const { startsAt, endsAt, revival } = this.timeline;
    const again = revival === undefined ? [] : [revival.from, revival.until];
    const ends = stop === undefined ? [endsAt, ...again] : [stop.requestedAt, stop.completeAt];
    this.#jobChangeTimes = [startsAt, ...ends];
    this.#stepChangeTimes = this.#entries.flatMap(entry => stepChangeTimes(entry.timeline, stop));
    if (stop !== undefined) this.#stepChangeTimes.push(stop.requestedAt, stop.completeAt);
    this.#stepChangeTimes.sort((a, b) => a - b);
    this.#listing = undefined;
  }

  #view(entry: StepEntry, now: number): StepView | undefined {
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
