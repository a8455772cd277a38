import { InvalidInputError } from '../../core/errors.js';
import type { JobFilters } from '../../core/filters.js';
import { withConnection } from '../connection.js';
import { kindsOf, type KindChoice } from '../flags/kindsOf.js';
import type { ConnectionSettings, OutputSettings, PagingSettings } from '../flags/settings.js';
import { jobFormats } from '../listingFormats.js';
import { listingOfKinds } from '../listingOfKinds.js';
import { listingSink } from '../output/listingSink.js';
import { outputOf } from '../output/output.js';
import type { Host } from '../process/host.js';
import { runListing } from '../runListing.js';

/** The flags of `jobs`. */
export interface JobsSettings extends ConnectionSettings, OutputSettings, PagingSettings {
  readonly kind?: KindChoice;
  readonly creationTimeAfter?: Date;
  readonly creationTimeBefore?: Date;
  readonly lastModifiedTimeAfter?: Date;
  readonly lastModifiedTimeBefore?: Date;
  readonly nameContains?: string;
  readonly statusEquals?: string;
  readonly status?: string;
  readonly sortBy?: 'Name' | 'CreationTime' | 'Status';
  readonly sortOrder?: 'Ascending' | 'Descending';
  readonly modelNameEquals?: string;
  readonly modelPackageVersionArnEquals?: string;
}

/** `stepstream jobs`. Resolves with the exit code. */
export async function jobsCommand(settings: JobsSettings, host: Host): Promise<number> {
  const kinds = kindsOf(settings.kind ?? 'classic');
  const output = outputOf(settings, host);
  const sink = listingSink(jobFormats(kinds, host.time.now), output, host.time);
  const { start, pages } = listingOfKinds(kinds, filtersOf(settings));
  const { maxItems, debug } = settings;
  // Another region has none either, and no error.
  const ofNone = async (): Promise<string> =>
    `no such jobs in region ${String(await host.regionOf(settings))}; --debug tells account and endpoint`;
  return withConnection(settings, host, recommender =>
    runListing(
      {
        ...{ pages: pages(recommender), sink, start, maxItems, noun: 'job', progress: output.progress },
        ofNone: debug === true || maxItems === 0 ? undefined : ofNone,
      },
      host,
    ),
  );
}

/** The filters that only classic jobs have, and their flags. */
const CLASSIC_FILTERS = [
  ['lastModifiedTimeAfter', '--last-modified-time-after'],
  ['lastModifiedTimeBefore', '--last-modified-time-before'],
  ['modelNameEquals', '--model-name-equals'],
  ['modelPackageVersionArnEquals', '--model-package-version-arn-equals'],
] as const;

function filtersOf(settings: JobsSettings): JobFilters {
  const { creationTimeAfter, creationTimeBefore, lastModifiedTimeAfter, lastModifiedTimeBefore } = settings;
  const { nameContains, sortBy, sortOrder, pageSize, maxItems, startingToken, kind = 'classic' } = settings;
  const wrong = CLASSIC_FILTERS.find(([name]) => kind !== 'classic' && settings[name] !== undefined);
  if (wrong !== undefined) {
    throw new InvalidInputError(wrong[1], 'goes with --kind classic: AWS has no such filter of AI jobs');
  }
  return {
    creationTimeAfter,
    creationTimeBefore,
    ...(kind === 'classic' && {
      lastModifiedTimeAfter,
      lastModifiedTimeBefore,
      modelName: settings.modelNameEquals,
      modelPackageVersionArn: settings.modelPackageVersionArnEquals,
    }),
    nameContains,
    sortBy,
    sortOrder,
    pageSize,
    maxItems,
    startingToken,
    status: settings.statusEquals ?? settings.status,
  };
}
