import { checkOptions, oneOf, nonEmptyString, validDate } from './check.js';
import { LISTING_RULES, type ListingOptions } from './listingOptions.js';
import type { Status, StepType } from './status.js';

/** What a listing of steps asks for. */
export interface StepFilters extends ListingOptions {
  /** Only steps of this status. The service filters; an unknown status is its `ValidationError`. */
  readonly status?: Status | undefined;
  /** Only steps of this type; AWS knows `BENCHMARK`. */
  readonly stepType?: StepType | undefined;
}

/** What a listing of jobs asks for. The service filters and sorts. */
export interface JobFilters extends ListingOptions {
  readonly creationTimeAfter?: Date | undefined;
  readonly creationTimeBefore?: Date | undefined;
  readonly lastModifiedTimeAfter?: Date | undefined;
  readonly lastModifiedTimeBefore?: Date | undefined;
  /** Only jobs with this in their name. */
  readonly nameContains?: string | undefined;
  /** Only jobs of this status; the service takes one. */
  readonly status?: Status | undefined;
  /** Only jobs of this model. */
  readonly modelName?: string | undefined;
  /** Only jobs of this version of a model package. */
  readonly modelPackageVersionArn?: string | undefined;
  /** The service's own default is `CreationTime`; it can't sort by the time of the last change. */
  readonly sortBy?: 'Name' | 'CreationTime' | 'Status' | undefined;
  /** The service's own default is `Descending`. */
  readonly sortOrder?: 'Ascending' | 'Descending' | undefined;
}

const STEP_RULES = { status: nonEmptyString, stepType: nonEmptyString, ...LISTING_RULES };

const JOB_RULES = {
  ...LISTING_RULES,
  creationTimeAfter: validDate,
  creationTimeBefore: validDate,
  lastModifiedTimeAfter: validDate,
  lastModifiedTimeBefore: validDate,
  nameContains: nonEmptyString,
  status: nonEmptyString,
  modelName: nonEmptyString,
  modelPackageVersionArn: nonEmptyString,
  sortBy: oneOf('Name', 'CreationTime', 'Status'),
  sortOrder: oneOf('Ascending', 'Descending'),
};

/** Returns a copy of the filters, checked. Fails with `InvalidInputError`, which names the filter. */
export function checkFilters(filters: StepFilters | undefined): StepFilters {
  return { ...checkOptions('filters', filters, STEP_RULES) };
}

/** Returns a copy of the filters, checked. Fails with `InvalidInputError`, which names the filter. */
export function checkJobFilters(filters: JobFilters | undefined): JobFilters {
  return { ...checkOptions('filters', filters, JOB_RULES) };
}
