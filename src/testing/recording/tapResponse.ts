import { readBody } from '../../api/readBody.js';
import { secretsOf } from './secrets.js';

/** What was seen of a call on the wire. */
export interface TappedResponse {
  status: number | undefined;
  headers: Readonly<Record<string, string>>;
  /** Body of the response; undefined where it didn't arrive whole. */
  body: string | undefined;
  /** Credentials, signature and session token of the request. */
  secrets: readonly string[];
}

/** A command of the SDK, as far as a tap needs it. */
interface Stack {
  readonly clone: () => Stack;
  readonly add: (middleware: (next: Handler) => Handler, options: object) => void;
}

type Handler = (args: { readonly request?: unknown }) => Promise<{ readonly response: unknown }>;

interface HttpResponse {
  readonly statusCode?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

/**
 * A copy of a command that does the same, and what is seen of its response. The given command isn't changed, so that it can be
 * sent twice. Nothing is ever seen of a command without middleware, or of a mock that doesn't run it.
 */
export function tapResponse(command: object): { readonly command: object; readonly seen: TappedResponse } {
  const seen: TappedResponse = { status: undefined, headers: {}, body: undefined, secrets: [] };
  const { middlewareStack: own } = command as { readonly middlewareStack?: Partial<Stack> };
  if (typeof own?.clone !== 'function') return { command, seen };
  const middlewareStack = own.clone();
  // Behind all others of this step and priority that the command has: the nearest to the wire.
  middlewareStack.add(tap(seen), { step: 'deserialize', priority: 'low' });
  const copy = Object.create(Object.getPrototypeOf(command) as object) as object;
  return { command: Object.assign(copy, command, { middlewareStack }), seen };
}

function tap(seen: TappedResponse): (next: Handler) => Handler {
  return next => async args => {
    const { headers: signed = {} } = (args.request ?? {}) as { headers?: Readonly<Record<string, unknown>> };
    seen.secrets = [...seen.secrets, ...secretsOf(signed)];
    // An attempt that the client makes again begins without the answer of the one before.
    Object.assign(seen, { status: undefined, headers: {}, body: undefined });
    const result = await next(args);
    const response = result.response as HttpResponse | undefined;
    if (typeof response?.statusCode !== 'number') return result;
    seen.status = response.statusCode;
    seen.headers = response.headers ?? {};
    seen.body = await readBody(response.body);
    if (seen.body !== undefined) response.body = Buffer.from(seen.body);
    return result;
  };
}
