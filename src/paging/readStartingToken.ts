import { readBotoToken } from './botoToken.js';
import { isCheckpoint, readCheckpoint, type Checkpoint, type Scope } from './checkpoint.js';

/**
 * Reads where a listing starts: at a checkpoint of ours, at a token of botocore, at one of AWS's own, or,
 * without a token, at the start. Only a checkpoint of ours can be checked against the listing: other tokens
 * don't contain what they belong to.
 *
 * Fails with `InvalidTokenError`.
 */
export function readStartingToken(token: string | undefined, wanted: Scope): Checkpoint {
  if (token === undefined) return { place: { offset: 0 } };
  if (isCheckpoint(token)) return readCheckpoint(token, wanted);
  return { place: readBotoToken(token) ?? { nextToken: token, offset: 0 } };
}
