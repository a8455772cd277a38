import { InvalidTokenError } from '../core/errors.js';
import { LARGEST_PAGE } from '../core/listingOptions.js';
import { isCheckpoint, openCheckpoint, type Place } from './checkpoint.js';

const HINT = 'pass a NextToken of boto3 or aws-cli as it came, or list again from the start';

/**
 * Reads a token of botocore (`build_full_result`, aws-cli's `--starting-token`): base64 of JSON with
 * `NextToken` and perhaps `boto_truncate_amount`. Undefined where the token isn't base64 of JSON at all:
 * it is one of AWS's own then.
 *
 * Fails with `InvalidTokenError` where it is base64 of JSON that botocore doesn't write: such a token
 * makes botocore send parameters that nobody asked for, or crash.
 */
export function readBotoToken(token: string): Place | undefined {
  const content = parseBase64(token);
  if (content === undefined) return undefined;
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw refused('it holds no object');
  const {
    NextToken: nextToken = null,
    boto_truncate_amount: offset = 0,
    ...others
  } = content as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) throw refused(`it holds '${other}'`);
  if (nextToken !== null && typeof nextToken !== 'string') throw refused('its NextToken is not a string');
  if (!Number.isSafeInteger(offset) || (offset as number) < 0) {
    throw refused('its boto_truncate_amount is not a whole number of 0 or more');
  }
  return { nextToken: nextToken ?? undefined, offset: offset as number };
}

const refused = (why: string): InvalidTokenError =>
  new InvalidTokenError(`startingToken: looks like a token of botocore, but ${why}; ${HINT}.`);

function parseBase64(token: string): unknown {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(token)) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(token, 'base64')));
  } catch {
    return undefined;
  }
}

/**
 * Turns a `resumeToken` of ours into a token that boto3's paginator takes as `StartingToken` and aws-cli
 * as `--starting-token`; a token of AWS's own, or one of botocore, is turned too. Undefined for undefined:
 * at the end of a listing there is nothing to go on with.
 *
 * botocore counts an offset within one page, so the page size has to be that of the listing where the
 * token comes from, unless the token stands between two pages.
 *
 * Fails with `InvalidTokenError` where the token is damaged, and where it counts more items than a page
 * can have, as behind an expired token: botocore would repeat items.
 *
 * @example
 * ```ts
 * import { steps$, toBotoToken, toFullResult } from 'stepstream';
 *
 * const { resumeToken } = await toFullResult(steps$('my-job', { maxItems: 15, pageSize: 10 }));
 * console.log(`aws sagemaker list-inference-recommendations-job-steps --starting-token ${String(toBotoToken(resumeToken))}`);
 * ```
 */
export function toBotoToken(token: string): string;
export function toBotoToken(token: string | undefined): string | undefined;
export function toBotoToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const { nextToken, offset } = placeOf(token);
  if (offset > LARGEST_PAGE) {
    throw new InvalidTokenError(
      `token: stands ${String(offset)} items behind its page, and boto3 counts within one page, of ` +
        `${String(LARGEST_PAGE)} at most; go on with stepstream, or list again from the start.`,
    );
  }
  const content = { NextToken: nextToken ?? null, ...(offset > 0 && { boto_truncate_amount: offset }) };
  return Buffer.from(JSON.stringify(content)).toString('base64');
}

function placeOf(token: string): Place {
  if (typeof token !== 'string' || token === '') {
    throw new InvalidTokenError('token: must be a non-empty string');
  }
  return isCheckpoint(token)
    ? openCheckpoint(token).place
    : (readBotoToken(token) ?? { nextToken: token, offset: 0 });
}
