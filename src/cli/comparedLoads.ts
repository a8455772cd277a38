import type { JobSource } from './jobSource.js';
import { jobLoadDifferences, jobLoadText, loadOfJob, type JobLoad } from './jobLoad.js';

/** The loads under which two compared jobs were measured. */
export interface ComparedLoads {
  readonly job: JobSource;
  /** Undefined where the job is compared with the existing endpoint that it measured itself. */
  readonly baseline: JobSource | undefined;
  /** The fields in which the loads differ, as far as both are known. */
  readonly differences: readonly string[];
}

/** The load of a job; undefined where a file has only its steps. */
export const loadOfSource = ({ job }: Pick<JobSource, 'job'>): JobLoad | undefined => job && loadOfJob(job);

/** Compares the loads of a job and of its baseline, if that is a job. */
export function compareLoads(job: JobSource, baseline: JobSource | undefined): ComparedLoads {
  const [load, before] = [job, baseline].map(source => source && loadOfSource(source));
  return { job, baseline, differences: load && before ? jobLoadDifferences(load, before) : [] };
}

const UNKNOWN = 'unknown, as the file has no description of the job';

/** One line that says under which load a job was measured. */
export function loadLine(load: JobLoad | undefined, name?: string): string {
  const text = load === undefined ? UNKNOWN : jobLoadText(load);
  return `Load${name === undefined ? '' : ` of ${name}`}: ${text}`;
}

/** A line for the load of each job; one line where both are the same. */
export function loadLines({ job, baseline, differences }: ComparedLoads): readonly string[] {
  const sources = baseline === undefined ? [job] : [job, baseline];
  const known = sources.filter(source => loadOfSource(source) !== undefined).length;
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
export function loadRefusal({ job, baseline, differences }: ComparedLoads): string | undefined {
  if (baseline === undefined) return undefined;
  const [load, before] = [loadOfSource(job), loadOfSource(baseline)];
  if (load !== undefined && before !== undefined) {
    if (differences.length === 0) return undefined;
    return (
      `Nothing to compare: the loads differ in ${differences.join(', ')}. ` +
      `Job: ${jobLoadText(load)}. Baseline: ${jobLoadText(before)}.`
    );
  }
  const unknown = [job, baseline].filter(source => loadOfSource(source) === undefined);
  return `Nothing to compare: the load of ${unknown.map(({ name }) => `'${name}'`).join(' and ')} is unknown, as the file has no description of the job.`;
}
