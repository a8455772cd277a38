import { of } from 'rxjs';
import type { StepsPage } from '../../core/page.js';
import type { Step } from '../../core/step.js';
import { decodeSteps } from '../../operators/decodeSteps.js';
import { withConnection } from '../connection.js';
import { STEP_FORMATS } from '../listingFormats.js';
import { listingSink } from '../output/listingSink.js';
import { outputOf } from '../output/output.js';
import type { Host } from '../process/host.js';
import { runListing, type ListedPage } from '../runListing.js';
import { startOfSteps } from '../flags/startToken.js';
import type { ConnectionSettings, OutputSettings, PagingSettings } from '../flags/settings.js';

/** The flags of `steps`. */
export interface StepsSettings extends ConnectionSettings, OutputSettings, PagingSettings {
  readonly status?: string;
  readonly stepType?: string;
}

/** `stepstream steps JOB`. Resolves with the exit code. */
export async function stepsCommand(jobName: string, settings: StepsSettings, host: Host): Promise<number> {
  const { status, stepType, pageSize, maxItems, startingToken } = settings;
  const filters = { status, stepType, pageSize, maxItems, startingToken };
  const output = outputOf(settings, host);
  const sink = listingSink(STEP_FORMATS, output, host.time);
  const start = startOfSteps(jobName, filters);
  return withConnection(settings, host, recommender =>
    runListing(
      {
        pages: decoded(recommender.pages(jobName, filters)),
        sink,
        start,
        maxItems,
        noun: 'step',
        progress: output.progress,
      },
      host,
    ),
  );
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
