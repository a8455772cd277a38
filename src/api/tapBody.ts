import { readBody } from './readBody.js';

/** What was captured of an attempt, once it has ended. */
export interface Tapped {
  /** The body as received; undefined where there was none, as with a mocked client. */
  text: string | undefined;
  /** The request as it was signed; undefined where there was none. */
  request: unknown;
}

/** Sends a command of the SDK, and resolves with its output. What is captured goes into `tapped`. */
export type TappedSend = (command: object, signal: AbortSignal, tapped: Tapped) => Promise<unknown>;

/** A client that can be sent commands, of the SDK or a mock. */
interface Sender {
  send(command: object, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
}

/** A client of the SDK: what of it the tap needs. */
export interface SdkClient extends Sender {
  readonly middlewareStack: Stack;
  readonly config: {
    readonly requestHandler: {
      readonly handle: (request: never, options: { abortSignal: AbortSignal }) => Promise<Received>;
    };
  };
}

interface Stack {
  readonly add: (
    middleware: (next: Handler) => Handler,
    place: typeof NEAREST_TO_WIRE | typeof OF_CLIENT,
  ) => void;
}
type Handler = (args: Sent) => Promise<Received>;
interface Sent {
  readonly input?: object;
  readonly request?: unknown;
}
interface Received {
  response: unknown;
  output?: unknown;
}

/** Low priority is nearest to the wire: inside the SDK's deserialiser. */
const NEAREST_TO_WIRE = { step: 'deserialize', priority: 'low', name: 'stepstreamBody' } as const;
/** Another name: a recorder may send a tapped command through a client of our own, and the SDK refuses a name twice. */
const OF_CLIENT = { step: 'deserialize', priority: 'low', name: 'stepstreamClientBody' } as const;
const EMPTY = new Uint8Array(0);

/**
 * Captures the body of a success before the SDK's own deserialiser reads it. That would lose a whole page to
 * one invalid timestamp, drop unknown fields, and cost more than parsing. Errors pass untouched.
 */
async function capture(received: Received, tapped: Tapped): Promise<Received> {
  const response = received.response as { statusCode?: number; body?: unknown } | undefined;
  if (response?.statusCode !== 200) return received;
  tapped.text = await readBody(response.body);
  // A stream in its place would cost more than everything else here.
  if (tapped.text !== undefined) response.body = EMPTY;
  return received;
}

/** Sends through a caller's client, which is never changed: each command has the tap in its own middleware. */
export function tapCommands(client: Sender): TappedSend {
  return (command, abortSignal, tapped) => {
    const { middlewareStack } = command as { readonly middlewareStack?: Stack };
    middlewareStack?.add(
      next => async args => {
        tapped.request = args.request;
        return capture(await next(args), tapped);
      },
      NEAREST_TO_WIRE,
    );
    return client.send(command, { abortSignal });
  };
}

/**
 * Sends through a client of our own, which has the tap in its middleware. So it puts that together once for all calls
 * (`cacheMiddleware`), which it does neither for a command with its own nor for one with options: the tap finds what
 * belongs to an attempt by its input, an object of its own, and hands over the signal.
 */
export function tapClient(client: SdkClient): TappedSend {
  const attempts = new WeakMap<object, { readonly abortSignal: AbortSignal; readonly tapped: Tapped }>();
  client.middlewareStack.add(
    next => async args => {
      const attempt = args.input && attempts.get(args.input);
      if (attempt === undefined) return next(args);
      const { abortSignal, tapped } = attempt;
      tapped.request = args.request;
      return capture(
        await client.config.requestHandler.handle(args.request as never, { abortSignal }),
        tapped,
      );
    },
    OF_CLIENT,
  );
  return async (command, abortSignal, tapped) => {
    const { input } = command as { readonly input: object };
    attempts.set(input, { abortSignal, tapped });
    try {
      return await client.send(command);
    } finally {
      // Small collections of garbage keep the values of a WeakMap, of which each has a body.
      attempts.delete(input);
    }
  };
}
