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

type Handler = (args: unknown) => Promise<{ response: unknown; output?: unknown }>;

/** What the tap has taken, once the command is through. */
export interface Tapped {
  /** The body as it came; undefined where there was none to take, as with a mocked client. */
  text: string | undefined;
}

const EMPTY = new Uint8Array(0);

/**
 * Takes the body of a success from under the SDK's own deserialiser, which would lose a whole page to one
 * bad timestamp, drop the fields that it doesn't know, and cost more than parsing.
 *
 * The middleware stands on this one command: a caller's client is never changed. Errors pass untouched.
 */
export function tapBody(command: object): Tapped {
  const tapped: Tapped = { text: undefined };
  const middleware =
    (next: Handler): Handler =>
    async args => {
      const result = await next(args);
      const response = result.response as { statusCode?: number; body?: unknown } | undefined;
      if (response?.statusCode !== 200) return result;
      tapped.text = await readBody(response.body);
      // A stream in its place would cost more than all the rest of the tap.
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
