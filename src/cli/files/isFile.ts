import type { Host } from '../process/host.js';

/** What may be the qualified name of a job, or the path of a file. */
const QUALIFIED = /^(ai-recommendation-job|ai-benchmark-job|inference-recommendations-job)\/[^/\\.]*$/;

/**
 * Whether an argument names a file and not a job: `-` (the standard input), a path with a slash, or a name that
 * ends in `.json`, `.ndjson` or `.jsonl`. No job can have such a name, apart from two: an ARN is never a file, and
 * `ai-recommendation-job/NAME` is one only where there is such a file.
 */
export async function isFile(argument: string, { exists }: Pick<Host, 'exists'>): Promise<boolean> {
  if (argument.startsWith('arn:')) return false;
  if (QUALIFIED.test(argument)) return exists(argument);
  return argument === '-' || /[\\/]|\.(nd)?jsonl?$/i.test(argument);
}

/** The name of a file in messages: its path in quotes, or `the standard input`. */
export const fileLabel = (path: string): string => (path === '-' ? 'the standard input' : `'${path}'`);
