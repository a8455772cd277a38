import { createHash } from 'node:crypto';
import * as t from 'io-ts';
import { wholeNumber } from '../core/check.js';
import { InvalidTokenError } from '../core/errors.js';
import { LARGEST_PAGE } from '../core/listingOptions.js';

/** A place in a listing: after `offset` items, counted from the page that `nextToken` asks for. */
export interface Place {
  /** AWS's own token; absent for the first page. */
  readonly nextToken?: string | undefined;
  readonly offset: number;
  /** Number of items of the listing before that page; undefined where it isn't known. */
  readonly passed?: number | undefined;
}

/** What a listing lists: each thing that a token is bound to, by its name in error messages. */
export type Scope = Readonly<Record<string, string | undefined>>;

/** The content of a checkpoint: the place, and the page size of the listing where that is known. */
export interface Checkpoint {
  readonly place: Place;
  readonly pageSize?: number | undefined;
}

const PREFIX = 'stepstream1.';

const orNull = <A>(codec: t.Type<A>): t.Type<A | null> => t.union([codec, t.null]);
const Whole = (least: number, most: number): t.Type<number> =>
  t.refinement(t.number, wholeNumber(least, most).holds, 'a whole number');
const Count = Whole(0, Number.MAX_SAFE_INTEGER);

/** Scope; page size; AWS's token; offset; items before the page of that token. */
const Content = t.tuple([
  t.record(t.string, t.string),
  Whole(1, LARGEST_PAGE),
  orNull(t.string),
  Count,
  orNull(Count),
]);
type Content = t.TypeOf<typeof Content>;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8);

/** Writes a place as a token: versioned, bound to its listing, with a checksum. It isn't encrypted. */
export function writeCheckpoint(scope: Scope, pageSize: number, place: Place): string {
  // JSON leaves out what is undefined in a scope.
  const content = [scope, pageSize, place.nextToken ?? null, place.offset, place.passed ?? null];
  const text = Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${PREFIX}${text}.${digest(text)}`;
}

/** Whether the token looks like one of `writeCheckpoint`, of any version, whole or damaged. */
export const isCheckpoint = (token: string): boolean => token.startsWith('stepstream');

/**
 * Reads a token of `writeCheckpoint`.
 *
 * Fails with `InvalidTokenError` where it is damaged, of a newer version, or of another listing. The message
 * names both listings.
 */
export function readCheckpoint(token: string, wanted: Scope): Checkpoint {
  const { scope, ...checkpoint } = openCheckpoint(token);
  if (scope['listing'] !== wanted['listing']) throw ofOther(kindOf(scope), kindOf(wanted));
  for (const what of new Set([...Object.keys(scope), ...Object.keys(wanted)])) {
    refuseOther(what, scope[what], wanted[what]);
  }
  return checkpoint;
}

/** Reads a token of `writeCheckpoint` of any listing. Fails where it is damaged or of a newer version. */
export function openCheckpoint(token: string): Checkpoint & { readonly scope: Scope } {
  const [scope, pageSize, nextToken, offset, passed] = readContent(token);
  const place = { nextToken: nextToken ?? undefined, offset, ...(passed !== null && { passed }) };
  return { scope, place, pageSize };
}

function readContent(token: string): Content {
  if (/^stepstream([2-9]|[1-9]\d+)\./.test(token)) {
    throw new InvalidTokenError(
      'startingToken: was written by a newer version of stepstream; update this one.',
    );
  }
  const [text = '', check] = token.slice(PREFIX.length).split('.');
  const whole = token.startsWith(PREFIX) && digest(text) === check;
  const content = Content.decode(whole ? parse(text) : undefined);
  if (content._tag === 'Left') {
    throw new InvalidTokenError(
      'startingToken: is damaged (was it cut?); pass a resumeToken whole, or list again from the start.',
    );
  }
  return content.right;
}

// The digest detects damage and not intent: a forged token can have a right digest.
function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function refuseOther(what: string, was: string | undefined, wanted: string | undefined): void {
  if (was === wanted) return;
  const name = (value: string | undefined): string =>
    value === undefined ? `any ${what}` : `${what} '${value}'`;
  throw ofOther(name(was), name(wanted));
}

const ofOther = (was: string, wanted: string): InvalidTokenError =>
  new InvalidTokenError(
    `startingToken: belongs to a listing of ${was}, and this one is of ${wanted}; ` +
      `use it with the same filters, or list from the start.`,
  );

/** A scope in words: the steps of a job, unless it names another kind of listing. */
const kindOf = ({ listing, job = '' }: Scope): string => listing ?? `the steps of job '${job}'`;
