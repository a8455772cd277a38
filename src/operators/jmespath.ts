import { map, toArray, type OperatorFunction } from 'rxjs';
import { checkOptions, oneOf, show } from '../core/check.js';
import { InvalidInputError } from '../core/errors.js';
import type { AnyJobsPage, StepsPage } from '../core/page.js';
import type { Step } from '../core/step.js';
import { isEvent } from './base/readSource.js';
import { compileQuery } from './query/compileQuery.js';
import { toWirePage, type WirePage } from './query/toWirePage.js';
import { isObject } from './query/typeOf.js';

/** The scope of a JMESPath expression. */
export interface JmespathOptions {
  /** `listing` (default): the whole listing, once, at its end. `page`: each page by itself, on arrival. */
  readonly over?: 'listing' | 'page' | undefined;
}

const LISTS = ['Steps', 'InferenceRecommendationsJobs', 'AIRecommendationJobs', 'AIBenchmarkJobs'] as const;

/**
 * Emits what a JMESPath expression makes of a listing, as aws-cli's `--query` does; and of the whole
 * listing, which aws-cli does only without paging.
 *
 * ```text
 * listing  --a--b--c--|    three pages
 * listing  -----------(x|) the expression over all of their steps
 * page     --x--y--z--|    { over: 'page' }: over each by itself
 * ```
 *
 * - **Unit**: the JSON of the wire: `{ Steps: […] }`, `{ InferenceRecommendationsJobs: […] }`, or with the names that AWS
 *   has for AI jobs `{ AIRecommendationJobs: […] }` and `{ AIBenchmarkJobs: […] }`; times in epoch seconds, unavailable metrics as `"NaN"`; `NextToken` is the `resumeToken` where more is left.
 * - **Order**: that of the listing.
 * - **Skips**: nothing; steps that can't be decoded are included unchanged.
 * - **Fails**: with `InvalidInputError`, which names the place in the expression: at once where it can't be
 *   read, on the stream where it doesn't fit the data or the source is a watch; with the source's error.
 * - **Cost**: over a listing it remembers all pages; over pages one page.
 *
 * What differs from aws-cli and Python's jmespath:
 * - It refuses what they let pass: a missing comma or one too many in arguments, objects and slices; a function name in
 *   parentheses; `&` elsewhere than before an argument that is an expression; `merge()` of what is no object; a literal
 *   NaN; an unknown function or a wrong number of arguments, also where they don't reach it.
 * - `1` and `true` are different values within lists and objects, and in `contains()`.
 * - A slice directly behind an index, `a[0][1:].b`, goes on as the specification says; they give `null`.
 * - Numbers are doubles: a whole number has no `.0`, a small one is `1.7e-7` and not `1.7e-07`, also in `to_string()`;
 *   integers are exact up to 2^53, and sums may differ in the last digit. `to_number()` of what isn't finite is `null`.
 * - Members of an object whose names are whole numbers stand first.
 *
 * @example
 * ```ts
 * import { steps$, jmespath } from 'stepstream';
 *
 * const slowest = 'max_by(Steps[?InferenceBenchmark.Metrics], &InferenceBenchmark.Metrics.ModelLatency)';
 * steps$('my-job').pipe(jmespath(slowest)).subscribe(step => console.log(step));
 * ```
 */
export function jmespath(
  expression: string,
  options?: JmespathOptions,
): OperatorFunction<StepsPage | AnyJobsPage | Step, unknown> {
  const { over = 'listing' } = checkOptions<JmespathOptions>('jmespath', options, {
    over: oneOf('listing', 'page'),
  });
  const query = compileQuery(expression, 'jmespath');
  return source =>
    over === 'page'
      ? source.pipe(map(item => query(toListedPage(item))))
      : source.pipe(
          map(toListedPage),
          toArray(),
          map(pages => query(joined(pages))),
        );
}

/** Converts an item of a listing to the form of the wire. Refuses anything else, such as events and snapshots of a watch. */
function toListedPage(item: StepsPage | AnyJobsPage | Step): WirePage {
  if (!isObject(item)) throw new InvalidInputError('jmespath', `reads pages and steps; got ${show(item)}`);
  const isSnapshot = 'steps' in item && !Array.isArray(item.steps);
  if (!isEvent(item) && !isSnapshot) return toWirePage(item);
  throw new InvalidInputError(
    'jmespath',
    'reads a listing, not a watch: ask steps$() or jobs$(), or read the steps of snapshots() with map()',
  );
}

/**
 * Joins pages to one: their lists concatenated, and the token of the last. Without any page the kind of list
 * is unknown; then the result has all of them, empty.
 */
function joined(pages: readonly WirePage[]): WirePage {
  const names = LISTS.filter(name => pages.length === 0 || pages.some(page => page[name] !== undefined));
  const token = pages.at(-1)?.NextToken;
  return {
    ...Object.fromEntries(names.map(name => [name, pages.flatMap(page => page[name] ?? [])])),
    ...(token !== undefined && { NextToken: token }),
  };
}
