import { lastValueFrom, type OperatorFunction } from 'rxjs';
import type { JobKind } from '../../core/jobKind.js';
import { readPrices } from '../../decode/prices.js';
import type { StepSource } from '../../operators/base/source.js';
import type { PricePerHour } from '../../operators/ranking/prices.js';
import { readText } from '../files/readText.js';
import { InvalidInputError } from '../../core/errors.js';
import { adviseScaling } from '../scaling/adviseScaling.js';
import { wantedScaling, type ScalingSettings } from '../scaling/scalingSettings.js';
import { jobArgument } from '../jobArgument.js';
import type { Ranking } from '../../operators/ranking/ranking.js';
import { rankBy } from '../../operators/rankBy.js';
import { loadOfSource } from '../comparedLoads.js';
import { boundsOf, checkPrices } from '../flags/boundFlags.js';
import { rankingCriterion, type RankingCriterion } from '../decision/rankingCriterion.js';
import { decideBest } from '../decision/bestDecision.js';
import { nothingFits } from '../decision/nothingFits.js';
import { writeDecision } from '../decision/writeDecision.js';
import { EXIT } from '../process/exitCodes.js';
import { outputOf } from '../output/output.js';
import type { Host } from '../process/host.js';
import { report } from '../process/report.js';
import { kindOfSource, withJobs } from '../jobSource.js';
import type {
  ConnectionSettings,
  OutputSettings,
  EndedSettings,
  CriterionSettings,
} from '../flags/settings.js';

/** The flags of `best`. */
export interface BestSettings
  extends ConnectionSettings, OutputSettings, EndedSettings, CriterionSettings, ScalingSettings {
  readonly explain?: boolean;
}

const NO_STEPS: Ranking = { ranked: [], excluded: [] };

/** `stepstream best JOB`, where JOB is a job or a file. Resolves with the exit code. */
export async function bestCommand(text: string, settings: BestSettings, host: Host): Promise<number> {
  const argument = await jobArgument(text, host);
  const { named } = argument;
  const scaling = wantedScaling(settings, argument);
  const pricePerHour = await pricesOf(settings, host);
  const bounds = boundsOf(settings, pricePerHour);
  /** Flags are read for a kind of job: that of a file is known once it is read. */
  const readFlags = (kind: JobKind): ReadFlags => {
    checkPrices(bounds, kind);
    const criterion = rankingCriterion(settings, { kind, pricePerHour });
    return { criterion, rank: rankBy(criterion.order, { bounds }) };
  };
  if (named !== undefined) readFlags(named.kind);
  const write = writeDecision(outputOf(settings, host), settings.explain ?? false);
  return withJobs([argument], settings, host, async (open, recommender) => {
    const source = await open(argument);
    const { criterion, rank } = readFlags(kindOfSource(source));
    const ranking = await lastValueFrom(source.steps$.pipe(rank), { defaultValue: NO_STEPS });
    const decision = decideBest(
      {
        JobName: source.jobName,
        Status: source.job?.Status,
        isPartial: source.isPartial,
        load: loadOfSource(source),
      },
      criterion,
      bounds,
      ranking,
    );
    const [pick] = decision.ranked;
    if (pick !== undefined && scaling !== undefined && recommender !== undefined) {
      const advised = await adviseScaling(recommender, decision.job, pick.step, scaling).catch(
        async (error: unknown) => {
          // The pick is known all the same.
          if (!(error instanceof InvalidInputError)) await write(decision);
          throw error;
        },
      );
      await write({ ...decision, scaling: advised });
    } else await write(decision);
    if (pick !== undefined) return EXIT.ok;
    report(host.stderr, nothingFits(decision));
    return EXIT.nothingFits;
  });
}

interface ReadFlags {
  readonly criterion: RankingCriterion;
  readonly rank: OperatorFunction<StepSource, Ranking>;
}

async function pricesOf({ prices }: BestSettings, host: Host): Promise<PricePerHour | undefined> {
  return prices === undefined ? undefined : readPrices(await readText(prices, host), '--prices');
}
