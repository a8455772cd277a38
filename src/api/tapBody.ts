import { readBody } from './readBody.js';

/** The part of a Smithy command that a tap needs. */
interface Tappable {
  readonly middlewareStack?: {
    readonly add: (
      middleware: (next: Handler) => Handler,
      options: { step: 'deserialize'; priority: 'low'; name: string },
    ) => void;
  };
}

type Handler = (args: { readonly request?: unknown }) => Promise<{ response: unknown; output?: unknown }>;

/** What was captured, once the command has ended. */
export interface Tapped {
  /** The body as received; undefined where there was none, as with a mocked client. */
  text: string | undefined;
  /** The request as it was signed; undefined where there was none. */
  request: unknown;
}

const EMPTY = new Uint8Array(0);

/**
 * Captures the body of a success before the SDK's own deserialiser reads it. That would lose a whole page to
 * one invalid timestamp, drop unknown fields, and cost more than parsing.
 *
 * The middleware is added to this one command: a caller's client is never changed. Errors pass untouched.
 */
export function tapBody(command: object): Tapped {
  const tapped: Tapped = { text: undefined, request: undefined };
  const middleware =
    (next: Handler): Handler =>
    async args => {
      tapped.request = args.request;
      const result = await next(args);
      const response = result.response as { statusCode?: number; body?: unknown } | undefined;
      if (response?.statusCode !== 200) return result;
      tapped.text = await readBody(response.body);
      // A stream in its place would cost more than everything else here.
      if (tapped.text !== undefined) response.body = EMPTY;
      return result;
    };
  // Low priority is nearest to the wire: inside the SDK's deserialiser.
  (command as Tappable).middlewareStack?.add(middleware, {
    step: 'deserialize',
    priority: 'low',
    name: 'stepstreamBody',
  });
  return tapped;
}
