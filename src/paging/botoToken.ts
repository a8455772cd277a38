import { InvalidTokenError } from '../core/errors.js';
import { LARGEST_PAGE } from '../core/listingOptions.js';
import { isCheckpoint, openCheckpoint, type Place } from './checkpoint.js';

const HINT = 'pass a NextToken of boto3 or aws-cli as it came, or list again from the start';

/**
 * Reads a token of botocore (`build_full_result`, aws-cli's `--starting-token`): base64 of JSON with
 * `NextToken` and, optionally, `boto_truncate_amount`. Returns undefined for a token that isn't base64 of
 * JSON at all, as it is one of AWS's own.
 *
 * Fails with `InvalidTokenError` where it is base64 of JSON that botocore doesn't write: such a token makes
 * botocore send parameters that its user didn't set, or crash.
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
 * Turns a `resumeToken` of ours into a token that boto3's paginator accepts as `StartingToken` and aws-cli
 * as `--starting-token`. It also accepts tokens of AWS's own and of botocore. Returns undefined for
 * undefined, which is the `resumeToken` at the end of a listing.
 *
 * botocore counts an offset within one page. So boto3 has to use the page size of the original listing,
 * unless the token stands between two pages.
 *
 * Fails with `InvalidTokenError` where the token is damaged, and where its offset is larger than a page, as
 * after an expired token: botocore would repeat items.
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
  const { nextToken, offset } = readAnyToken(token);
  if (offset > LARGEST_PAGE) {
    throw new InvalidTokenError(
      `token: stands ${String(offset)} items behind its page, and boto3 counts within one page, of ` +
        `${String(LARGEST_PAGE)} at most; go on with stepstream, or list again from the start.`,
    );
  }
  const content = { NextToken: nextToken ?? null, ...(offset > 0 && { boto_truncate_amount: offset }) };
  return Buffer.from(JSON.stringify(content)).toString('base64');
}

function readAnyToken(token: string): Place {
  if (typeof token !== 'string' || token === '') {
    throw new InvalidTokenError('token: must be a non-empty string');
  }
  return isCheckpoint(token)
    ? openCheckpoint(token).place
    : (readBotoToken(token) ?? { nextToken: token, offset: 0 });
}
