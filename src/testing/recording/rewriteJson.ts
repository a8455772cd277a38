/** What becomes of the values of a JSON text. `P` is what is known of a place in it. */
export interface JsonRewriter<P> {
  /** The place of a member of an object, or of an item of a list, where `name` is undefined. */
  readonly within: (place: P, name: string | undefined) => P;
  /** The text in place of a text. */
  readonly text: (value: string, place: P) => string;
  /** The literal in place of a number. */
  readonly number: (literal: string, place: P) => string;
  /** The name in place of that of a member of the object at this place. */
  readonly name: (name: string, object: P) => string;
}

/** A text, a bracket, a separator, or a number, true, false or null. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g;

interface Frame<P> {
  readonly place: P;
  readonly isObject: boolean;
  /** Name of the present member, once it was read. */
  member: string | undefined;
}

/**
 * Rewrites the values of a JSON text, which must be valid. All else stays as it is: white space, the order of members,
 * how numbers are written, and texts that don't change.
 */
export function rewriteJson<P>(json: string, root: P, rewriter: JsonRewriter<P>): string {
  const open: Frame<P>[] = [];
  const placeOf = (frame: Frame<P> | undefined): P =>
    frame === undefined ? root : rewriter.within(frame.place, frame.member);
  return json.replace(TOKENS, token => {
    const frame = open.at(-1);
    const first = token.charAt(0);
    switch (first) {
      case '{':
      case '[':
        open.push({ place: placeOf(frame), isObject: first === '{', member: undefined });
        return token;
      case '}':
      case ']':
        open.pop();
        return token;
      case ':':
        return token;
      case ',':
        if (frame?.isObject === true) frame.member = undefined;
        return token;
      case '"': {
        const value = JSON.parse(token) as string;
        if (frame?.isObject === true && frame.member === undefined) {
          frame.member = value;
          return literal(token, value, rewriter.name(value, frame.place));
        }
        return literal(token, value, rewriter.text(value, placeOf(frame)));
      }
      default:
        return /^[-\d]/.test(token) ? rewriter.number(token, placeOf(frame)) : token;
    }
  });
}

const literal = (token: string, before: string, after: string): string =>
  after === before ? token : JSON.stringify(after);
