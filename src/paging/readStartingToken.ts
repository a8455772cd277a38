import { readBotoToken } from './botoToken.js';
import { isCheckpoint, readCheckpoint, type Checkpoint, type Scope } from './checkpoint.js';

/**
 * Where a listing starts: at a checkpoint of ours, at a token of botocore, at a token of AWS's own, or,
 * without any, at the start. The tokens of others say nothing of what they belong to, so that nothing can
 * be checked.
 *
 * Fails with `InvalidTokenError`.
 */
export function readStartingToken(token: string | undefined, wanted: Scope): Checkpoint {
  if (token === undefined) return { place: { offset: 0 } };
  if (isCheckpoint(token)) return readCheckpoint(token, wanted);
  return { place: readBotoToken(token) ?? { nextToken: token, offset: 0 } };
}
