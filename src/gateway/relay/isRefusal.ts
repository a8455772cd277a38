import { StepstreamError } from '../../core/errors.js';

/** Names of the classes by which ioredis and node-redis tell an error reply of Redis. */
const ERROR_REPLIES: ReadonlySet<string> = new Set(['ReplyError', 'SimpleError', 'BlobError', 'ErrorReply']);

/**
 * Whether an engine that has rejected a command is there, and won't do it: a log of another version, memory that is short,
 * missing rights. Else the connection is lost, or the answer is late.
 */
export function isRefusal(error: unknown): boolean {
  if (error instanceof StepstreamError) return true;
  return error instanceof Error && [error.name, error.constructor.name].some(name => ERROR_REPLIES.has(name));
}
