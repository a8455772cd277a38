import { checkOptions, oneOf, nonEmptyString, validDate } from './check.js';
import { LISTING_RULES, type ListingOptions } from './listingOptions.js';
import type { Status, StepType } from './status.js';

/** Filters and options of a listing of steps. */
export interface StepFilters extends ListingOptions {
  /** Only steps with this status. The service filters, and fails with `ValidationError` for an unknown one. */
  readonly status?: Status | undefined;
  /** Only steps of this type. AWS documents `BENCHMARK` alone. */
  readonly stepType?: StepType | undefined;
}

/** Filters and options of a listing of jobs. The service filters and sorts. */
export interface JobFilters extends ListingOptions {
  /** Only jobs created after this moment. */
  readonly creationTimeAfter?: Date | undefined;
  /** Only jobs created before this moment. */
  readonly creationTimeBefore?: Date | undefined;
  /** Only jobs changed after this moment, by the service's own time of the last change. */
  readonly lastModifiedTimeAfter?: Date | undefined;
  /** Only jobs last changed before this moment. */
  readonly lastModifiedTimeBefore?: Date | undefined;
  /** Only jobs whose name contains this. */
  readonly nameContains?: string | undefined;
  /** Only jobs with this status. The service accepts a single one. */
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

/** Filters and options of a listing of AI jobs, of either kind. The service filters and sorts. */
export interface AIJobFilters extends ListingOptions {
  /** Only jobs created after this moment. */
  readonly creationTimeAfter?: Date | undefined;
  /** Only jobs created before this moment. */
  readonly creationTimeBefore?: Date | undefined;
  /** Only jobs whose name contains this. */
  readonly nameContains?: string | undefined;
  /**
   * Only jobs with this status, in the spelling of all statuses, such as `IN_PROGRESS`, which is sent as `InProgress`.
   * Any other one is sent as it is. The service accepts a single one, and fails with `ValidationError` for an unknown one.
   */
  readonly status?: Status | undefined;
  /** The service's own default is `CreationTime`. */
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

const AI_JOB_RULES = {
  ...LISTING_RULES,
  creationTimeAfter: validDate,
  creationTimeBefore: validDate,
  nameContains: nonEmptyString,
  status: nonEmptyString,
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

/** Returns a copy of the filters, checked. Fails with `InvalidInputError`, which names the filter. */
export function checkAIJobFilters(filters: AIJobFilters | undefined): AIJobFilters {
  return { ...checkOptions('filters', filters, AI_JOB_RULES) };
}
