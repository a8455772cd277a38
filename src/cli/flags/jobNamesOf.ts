import { InvalidInputError } from '../../core/errors.js';
import { jobNameOf } from './jobNameOf.js';

/** What says which jobs are meant. */
export interface JobsMeant {
  readonly jobName?: string | undefined;
  readonly all?: boolean | undefined;
  readonly nameContains?: string | undefined;
  readonly kind?: unknown;
}

/**
 * The jobs that are meant, each once, given as JOB… or as `--job-name JOB`; none with `--all`. Fails with
 * `InvalidInputError`.
 */
export function jobNamesOf(
  names: readonly string[],
  { jobName, all = false, nameContains, kind }: JobsMeant,
): readonly string[] {
  if (all && names.length > 0) throw new InvalidInputError('--all', 'and JOB exclude each other');
  if (all) return [];
  if (nameContains !== undefined) throw new InvalidInputError('--name-contains', 'goes with --all');
  if (kind !== undefined)
    throw new InvalidInputError('--kind', 'goes with --all: the name of a job says its kind');
  return names.length < 2 || jobName !== undefined ? [jobNameOf(names[0], jobName)] : [...new Set(names)];
}
