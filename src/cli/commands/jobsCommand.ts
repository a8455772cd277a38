import { map } from 'rxjs';
import type { JobFilters } from '../../core/filters.js';
import { withConnection } from '../connection.js';
import { eachPage } from '../eachPage.js';
import { JOB_FORMATS } from '../listingFormats.js';
import { listingSink } from '../output/listingSink.js';
import { outputOf } from '../output/output.js';
import type { Host } from '../process/host.js';
import { runListing } from '../runListing.js';
import { startOfJobs } from '../flags/startToken.js';
import type { ConnectionSettings, OutputSettings, PagingSettings } from '../flags/settings.js';

/** The flags of `jobs`. */
export interface JobsSettings extends ConnectionSettings, OutputSettings, PagingSettings {
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
  const filters = filtersOf(settings);
  const output = outputOf(settings, host);
  const sink = listingSink(JOB_FORMATS, output, host.time);
  const start = startOfJobs(filters);
  return withConnection(settings, host, recommender =>
    runListing(
      {
        pages: eachPage(gate$ =>
          recommender
            .jobs$({ ...filters, gate$ })
            .pipe(map(({ jobs, resumeToken }) => ({ items: jobs, resumeToken }))),
        ),
        sink,
        start,
        maxItems: settings.maxItems,
        noun: 'job',
        progress: output.progress,
      },
      host,
    ),
  );
}

function filtersOf(settings: JobsSettings): JobFilters {
  const { creationTimeAfter, creationTimeBefore, lastModifiedTimeAfter, lastModifiedTimeBefore } = settings;
  const { nameContains, sortBy, sortOrder, pageSize, maxItems, startingToken } = settings;
  return {
    creationTimeAfter,
    creationTimeBefore,
    lastModifiedTimeAfter,
    lastModifiedTimeBefore,
    nameContains,
    sortBy,
    sortOrder,
    pageSize,
    maxItems,
    startingToken,
    status: settings.statusEquals ?? settings.status,
    modelName: settings.modelNameEquals,
    modelPackageVersionArn: settings.modelPackageVersionArnEquals,
  };
}
