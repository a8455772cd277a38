import { checkOptions, someText, wholeNumber } from './check.js';
import type { Status, StepType } from './status.js';

/** What a listing of steps asks for. */
export interface StepFilters {
  /** Only steps of this status. The service filters; an unknown status is its `ValidationError`. */
  readonly status?: Status | undefined;
  /** Only steps of this type; AWS knows `BENCHMARK`. */
  readonly stepType?: StepType | undefined;
  /** Steps asked for in one call, 1 to 100. Default 100, or that of `startingToken`. */
  readonly pageSize?: number | undefined;
  /** Steps in all, 0 or more; the last page is sliced. Default: all. */
  readonly maxItems?: number | undefined;
  /** Where to start: a `resumeToken` of ours, a `NextToken` of botocore or aws-cli, or one of AWS's own. */
  readonly startingToken?: string | undefined;
}

/** Most steps that the service returns in one call. */
export const LARGEST_PAGE = 100;

/** Returns a copy of the filters, checked. Fails with `InvalidInputError`, which names the filter. */
export function checkFilters(filters: StepFilters | undefined): StepFilters {
  return {
    ...checkOptions('filters', filters, {
      status: someText,
      stepType: someText,
      pageSize: wholeNumber(1, LARGEST_PAGE),
      maxItems: wholeNumber(0),
      startingToken: someText,
    }),
  };
}
