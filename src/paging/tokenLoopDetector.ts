import { createHash } from 'node:crypto';
import { TokenLoopError } from '../core/errors.js';

/**
 * Answers whether a token was seen before in this listing, and remembers it. A listing whose token is returned for the second
 * time would never end: `walkPage` ends it with `tokenLoopError`, after the page with that token.
 */
export type TokenLoopDetector = (token: string) => boolean;

/**
 * Remembers tokens as hashes of 52 bits, so that a long listing takes little memory: 40 bytes for each page.
 * Among a million tokens, the chance that any two have the same hash is 1 in 9,000.
 */
export function tokenLoopDetector(): TokenLoopDetector {
  const hashes = new Set<number>();
  return token => {
    const digest = createHash('sha1').update(token).digest();
    const hash = digest.readUIntBE(0, 6) * 16 + (digest.readUInt8(6) & 15);
    const before = hashes.size;
    return hashes.add(hash).size === before;
  };
}

/** The error of a listing whose token was returned for the second time, with the page of this index. */
export function tokenLoopError(index: number, resumeToken: string | undefined): TokenLoopError {
  return new TokenLoopError(
    `The service gave a token for the second time, with page ${String(index)}: the listing would never ` +
      'end. Try again from resumeToken, or from the start.',
    { resumeToken },
  );
}
