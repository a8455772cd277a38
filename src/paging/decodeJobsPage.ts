import { concat, of, throwError, type Observable } from 'rxjs';
import { DecodeError } from '../core/decodeError.js';
import type { JobsPage } from '../core/page.js';
import type { Decode } from '../decode/decodeWith.js';
import type { WalkedPage } from './walkPage.js';

/**
 * Makes the function from a page of a walk to a page of decoded jobs, those of an AI kind where one is given. A page with invalid jobs is emitted with its other
 * jobs, and then fails with one `DecodeError`.
 */
export const decodeJobsPage =
  <J>(decode: Decode<J>, kind?: JobsPage['kind']) =>
  ({ items, index, ...tokens }: WalkedPage): Observable<JobsPage<J>> => {
    const results = items.map((item, i) => decode(item, () => `jobs[${String(i)}]`));
    const jobs = results.flatMap(result => (result._tag === 'Right' ? [result.right] : []));
    const page$ = of({ ...(kind && { kind }), index, jobs, ...tokens });
    if (jobs.length === items.length) return page$;
    const faults = results.flatMap(result => (result._tag === 'Left' ? result.left.faults : []));
    return concat(
      page$,
      throwError(() => new DecodeError(faults, { resumeToken: tokens.resumeToken })),
    );
  };
