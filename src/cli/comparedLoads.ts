import { loadDifferences, loadOf, type Load } from '../core/load.js';
import { loadText } from '../core/loadText.js';
import { unlikeLoads } from '../operators/comparing/unlikeLoads.js';
import type { JobSource } from './jobSource.js';

/** The loads under which two compared jobs were measured. */
export interface ComparedLoads {
  readonly job: JobSource;
  /** Undefined where the job is compared with the existing endpoint that it measured itself. */
  readonly baseline: JobSource | undefined;
  /** The fields in which the loads differ, as far as both are known. */
  readonly differences: readonly string[];
}

/** The load of a job; undefined where a file has only its steps. */
export const loadOfSource = ({ job }: JobSource): Load | undefined => job && loadOf(job);

/** Compares the loads of a job and of its baseline, if that is a job. */
export function compareLoads(job: JobSource, baseline: JobSource | undefined): ComparedLoads {
  const [load, before] = [job, baseline].map(source => source && loadOfSource(source));
  return { job, baseline, differences: load && before ? loadDifferences(load, before) : [] };
}

/** One line that says under which load a job was measured. */
export function loadLine(load: Load | undefined, name?: string): string {
  const text = load === undefined ? 'unknown, as the file has no description of the job' : loadText(load);
  return `Load${name === undefined ? '' : ` of ${name}`}: ${text}`;
}

/** A line for the load of each job; one line where both are the same. */
export function loadLines({ job, baseline, differences }: ComparedLoads): readonly string[] {
  const sources = baseline === undefined ? [job] : [job, baseline];
  const known = sources.filter(source => source.job !== undefined).length;
  if (differences.length === 0 && (known === sources.length || known === 0))
    return [loadLine(loadOfSource(job))];
  return sources.map(source => loadLine(loadOfSource(source), source.name));
}

/** A warning that the figures don't compare; undefined where no difference is known. */
export function loadWarning({ job, baseline, differences }: ComparedLoads): string | undefined {
  if (baseline === undefined || differences.length === 0) return undefined;
  const names = `'${job.name}' and '${baseline.name}'`;
  return `${names} were measured under different loads (${differences.join(', ')}), so their figures may not compare; --same-load refuses that`;
}

/** Why loads are not known to be the same, as a sentence; undefined where they are the same. */
export function loadRefusal({ job, baseline }: ComparedLoads): string | undefined {
  if (baseline === undefined) return undefined;
  if (job.job !== undefined && baseline.job !== undefined) {
    return unlikeLoads({ job: job.job, baseline: baseline.job });
  }
  const unknown = [job, baseline].filter(source => source.job === undefined);
  return `Nothing to compare: the load of ${unknown.map(({ name }) => `'${name}'`).join(' and ')} is unknown, as the file has no description of the job.`;
}
