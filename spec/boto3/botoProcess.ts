import { fileURLToPath } from 'node:url';
import { startLineProcess } from '../support/lineProcess.js';

/** What `paginate.py` is asked. */
export interface BotoRequest {
  readonly do: 'full' | 'pages' | 'search' | 'call';
  /** The arguments of `paginate`, as Python's users write them. */
  readonly args: Readonly<Record<string, unknown>> & {
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
  /** The answer of a call without a paginator. */
  readonly result: unknown;
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
  const python = await startLineProcess('python3', [script, endpoint]);
  if (python === undefined) return undefined;
  return { ask: async request => (await python.ask(request)) as BotoAnswer, close: python.close };
}
