import { lastValueFrom } from 'rxjs';
import type { Ranking } from '../../operators/ranking/ranking.js';
import { rankBy } from '../../operators/rankBy.js';
import { loadOfSource } from '../comparedLoads.js';
import { boundsOf } from '../flags/boundFlags.js';
import { rankingCriterion } from '../decision/rankingCriterion.js';
import { decideBest } from '../decision/bestDecision.js';
import { nothingFits } from '../decision/nothingFits.js';
import { writeDecision } from '../decision/writeDecision.js';
import { EXIT } from '../process/exitCodes.js';
import { outputOf } from '../output/output.js';
import type { Host } from '../process/host.js';
import { withJobs } from '../jobSource.js';
import type {
  ConnectionSettings,
  OutputSettings,
  EndedSettings,
  CriterionSettings,
} from '../flags/settings.js';

/** The flags of `best`. */
export interface BestSettings extends ConnectionSettings, OutputSettings, EndedSettings, CriterionSettings {
  readonly explain?: boolean;
}

const NO_STEPS: Ranking = { ranked: [], excluded: [] };

/** `stepstream best JOB`, where JOB is a job or a file. Resolves with the exit code. */
export async function bestCommand(argument: string, settings: BestSettings, host: Host): Promise<number> {
  const criterion = rankingCriterion(settings);
  const bounds = boundsOf(settings);
  const rank = rankBy(criterion.order, { bounds });
  const write = writeDecision(outputOf(settings, host), settings.explain ?? false);
  return withJobs([argument], settings, host, async open => {
    const source = await open(argument);
    const ranking = await lastValueFrom(source.steps$.pipe(rank), { defaultValue: NO_STEPS });
    const decision = decideBest(
      { JobName: source.jobName, Status: source.job?.Status, load: loadOfSource(source) },
      criterion,
      bounds,
      ranking,
    );
    await write(decision);
    if (decision.ranked.length > 0) return EXIT.ok;
    host.stderr.write(`stepstream: ${nothingFits(decision)}\n`);
    return EXIT.nothingFits;
  });
}
