import { counted } from '../../core/counted.js';
import { StepstreamError } from '../../core/errors.js';
import { isTerminal } from '../../core/status.js';
import { oneLine } from '../../words/oneLine.js';
import type { EndedSettings } from '../flags/settings.js';
import type { Host } from '../process/host.js';
import { report } from '../process/report.js';
import { checkEnded } from '../requireEnded.js';
import { fileLabel } from './isFile.js';
import { readText } from './readText.js';
import { readSavedJob, type SavedJob } from './savedJob.js';

/**
 * Reads a job from a file, and checks that all of its steps are there: of a job that is described in the file its
 * status must be COMPLETED; of a listing alone every step must have ended. A listing that ends with a token is not
 * whole. With `partial` that is only said on `stderr`, and by `isPartial`, and so are null items that are left out.
 *
 * Fails with `InvalidInputError`, or with `JOB_RUNNING` and `JOB_NOT_COMPLETED`.
 */
export async function openSavedJob(
  path: string,
  settings: EndedSettings,
  host: Pick<Host, 'readInput' | 'stderr'>,
): Promise<SavedJob & { readonly isPartial?: boolean }> {
  const name = fileLabel(path);
  const saved = readSavedJob(await readText(path, host), name);
  if (saved.job !== undefined) checkEnded(saved.job, settings, host.stderr);
  if (saved.nulls > 0) {
    const were = saved.nulls === 1 ? 'was' : 'were';
    report(host.stderr, oneLine(`${name} has ${counted(saved.nulls, 'item')} that ${were} null; left out`));
  }
  const lack = lackOf(saved);
  if (lack === undefined) return saved;
  if (settings.partial !== true) {
    const advice = 'save it again, whole, or take the steps that it has with --partial';
    throw new StepstreamError('JOB_NOT_COMPLETED', `${name} ${lack}; ${advice}`);
  }
  report(host.stderr, oneLine(`${name} ${lack}: only the steps that it has count`));
  return { ...saved, isPartial: true };
}

/** Why a saved listing may lack results, to be read after its name. */
function lackOf({ steps, job, cut }: SavedJob): string | undefined {
  if (cut) return 'is a part of a listing: it ends with a token';
  const running = steps.filter(({ Status }) => !isTerminal(Status)).length;
  return job !== undefined || running === 0
    ? undefined
    : `was saved before ${counted(running, 'step')} of ${String(steps.length)} had ended`;
}
