import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CHILD_DEADLINE_MS } from '../support/child.js';

/** What `paginate.py` is asked. */
export interface BotoRequest {
  readonly do: 'full' | 'pages' | 'search';
  /** The arguments of `paginate`, as Python's users write them. */
  readonly args: Readonly<Record<string, unknown>> & {
    readonly JobName?: string;
    readonly PaginationConfig?: Readonly<Record<string, unknown>>;
  };
  readonly operation?: string;
  readonly count?: number;
  readonly times?: number;
  readonly expression?: string;
}

/** What it answers. */
export interface BotoAnswer {
  readonly items: readonly unknown[];
  /** How many items each page had. */
  readonly pages: readonly number[];
  /** What `search` found. */
  readonly found: readonly unknown[];
  /** AWS's own token on the last page. */
  readonly nextToken: string | null;
  /** botocore's token afterwards. */
  readonly resumeToken: string | null;
  readonly error: { readonly name: string; readonly message: string } | null;
}

/** boto3 in one process of Python, for as many questions as there are. */
export interface BotoProcess {
  readonly ask: (request: BotoRequest) => Promise<BotoAnswer>;
  readonly close: () => Promise<void>;
}

/** Starts boto3 in front of an endpoint; undefined where Python or boto3 isn't installed. */
export async function startBoto(endpoint: string): Promise<BotoProcess | undefined> {
  const script = fileURLToPath(new URL('./paginate.py', import.meta.url));
  const child = spawn('python3', [script, endpoint], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | string | null | undefined>(resolve => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code);
    });
    child.on('close', resolve);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let silent: NodeJS.Timeout | undefined;
  const read = async (): Promise<string | undefined> => {
    silent ??= setTimeout(() => {
      stderr += `python3 ${script}: killed after ${String(CHILD_DEADLINE_MS / 1000)} s without an answer`;
      child.kill('SIGKILL');
    }, CHILD_DEADLINE_MS);
    const line = await lines.next();
    silent.refresh();
    return line.done === true ? undefined : line.value;
  };
  if ((await read()) === undefined) {
    if (['ENOENT', 77, 127].includes((await ended) ?? '')) return undefined;
    throw new Error(`boto3 didn't start: ${stderr}`);
  }
  // Python answers in the order in which it was asked.
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: request => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const answer = last.then(read).then(line => {
        if (line === undefined) throw new Error(`boto3 went away: ${stderr}`);
        return JSON.parse(line) as BotoAnswer;
      });
      last = answer.catch(() => undefined);
      return answer;
    },
    close: async () => {
      clearTimeout(silent);
      child.stdin.end();
      await ended;
    },
  };
}
