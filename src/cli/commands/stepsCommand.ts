import { of } from 'rxjs';
import type { StepFilters } from '../../core/filters.js';
import type { StepsPage } from '../../core/page.js';
import type { Step } from '../../core/step.js';
import { decodeSteps } from '../../operators/decodeSteps.js';
import { withConnection } from '../connection.js';
import { checkAccount, checkRegion } from '../flags/namedJob.js';
import type { ConnectionSettings, OutputSettings, PagingSettings } from '../flags/settings.js';
import { startOfSteps } from '../flags/startToken.js';
import { jobWithSteps } from '../jobArgument.js';
import { RECOMMENDATION_FORMATS, STEP_FORMATS } from '../listingFormats.js';
import { listRecommendations } from '../listRecommendations.js';
import { listingSink } from '../output/listingSink.js';
import { outputOf } from '../output/output.js';
import { EXIT } from '../process/exitCodes.js';
import type { Host } from '../process/host.js';
import { report } from '../process/report.js';
import { runListing, type ListedPage } from '../runListing.js';
import { oneLine } from '../../words/oneLine.js';
import { valueOf } from '../valueOf.js';

/** The flags of `steps`. */
export interface StepsSettings extends ConnectionSettings, OutputSettings, PagingSettings {
  readonly status?: string;
  readonly stepType?: string;
}

/** `stepstream steps JOB`. Resolves with the exit code. */
export async function stepsCommand(argument: string, settings: StepsSettings, host: Host): Promise<number> {
  const { status, stepType, pageSize, maxItems, startingToken } = settings;
  const filters: StepFilters = { status, stepType, pageSize, maxItems, startingToken };
  const named = jobWithSteps(argument);
  const isClassic = named.kind === 'classic';
  const output = outputOf(settings, host);
  const sink = listingSink(isClassic ? STEP_FORMATS : RECOMMENDATION_FORMATS, output, host.time);
  const list = isClassic ? undefined : listRecommendations(named, filters);
  const start = isClassic ? startOfSteps(named.name, filters) : '';
  if (named.region !== undefined) checkRegion(named, await host.regionOf(settings));
  return withConnection(settings, host, async recommender => {
    // A listing of steps doesn't say of which account its job is.
    if (isClassic && named.account !== undefined) {
      checkAccount(named, (await valueOf(recommender.job$(named.name))).JobArn);
    }
    const pages = list?.pages(recommender) ?? decoded(recommender.pages(named.name, filters));
    const noun = isClassic ? 'step' : 'recommendation';
    const listing = { pages, sink, start, maxItems, noun, progress: output.progress };
    const exitCode = await runListing(listing, host);
    const remark = list?.remark();
    if (remark === undefined) return exitCode;
    report(host.stderr, oneLine(remark.text));
    return remark.isEmpty ? EXIT.nothingFits : exitCode;
  });
}

async function* decoded(pages: AsyncIterable<StepsPage>): AsyncGenerator<ListedPage<Step>, void> {
  for await (const page of pages) {
    const items: Step[] = [];
    const decoding = of(page)
      .pipe(decodeSteps())
      .forEach(step => items.push(step));
    const error = await decoding.then(
      () => undefined,
      (thrown: unknown) => thrown as Error,
    );
    yield { items, resumeToken: page.resumeToken, error };
  }
}
