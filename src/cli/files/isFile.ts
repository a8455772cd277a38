/**
 * Whether an argument names a file and not a job: `-` (the standard input), a path with a slash, or a name that
 * ends in `.json`, `.ndjson` or `.jsonl`. No job can have such a name.
 */
export const isFile = (argument: string): boolean =>
  argument === '-' || /[\\/]|\.(nd)?jsonl?$/i.test(argument);

/** The name of a file in messages: its path in quotes, or `the standard input`. */
export const fileLabel = (path: string): string => (path === '-' ? 'the standard input' : `'${path}'`);
