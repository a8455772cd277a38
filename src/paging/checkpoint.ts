import { createHash } from 'node:crypto';
import * as t from 'io-ts';
import { InvalidTokenError } from '../core/errors.js';
import type { StepFilters } from '../core/filters.js';

/** A place in a listing: after `offset` items, counted from the page that `nextToken` asks for. */
export interface Place {
  /** AWS's own token; absent for the first page. */
  readonly nextToken?: string | undefined;
  readonly offset: number;
}

/** The listing that a place belongs to. */
export interface Listing extends Pick<StepFilters, 'status' | 'stepType'> {
  readonly jobName: string;
  readonly pageSize: number;
}

/** What a checkpoint says: the place, and the listing where it was known. */
export interface Checkpoint {
  readonly place: Place;
  readonly pageSize?: number | undefined;
}

const PREFIX = 'stepstream1.';

const orNull = t.union([t.string, t.null]);
/** Job name, status and step type; page size; AWS's token; offset. */
const Content = t.tuple([t.tuple([t.string, orNull, orNull]), t.number, orNull, t.number]);
type Content = t.TypeOf<typeof Content>;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8);

/** Writes a place down as a token: versioned, bound to its listing, checked for damage. Not secret. */
export function writeCheckpoint({ jobName, status, stepType, pageSize }: Listing, place: Place): string {
  const content: Content = [
    [jobName, status ?? null, stepType ?? null],
    pageSize,
    place.nextToken ?? null,
    place.offset,
  ];
  const text = Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${PREFIX}${text}.${digest(text)}`;
}

/** Whether the token is one that `writeCheckpoint` of any version wrote, whole or damaged, by its looks. */
export const isCheckpoint = (token: string): boolean => token.startsWith('stepstream');

/**
 * Reads a token of `writeCheckpoint`.
 *
 * Fails with `InvalidTokenError` where it is damaged, of a version that isn't known, or of another job,
 * status or step type; the message names both.
 */
export function readCheckpoint(token: string, wanted: Omit<Listing, 'pageSize'>): Checkpoint {
  const [[jobName, status, stepType], pageSize, nextToken, offset] = readContent(token);
  refuseOther('job', jobName, wanted.jobName);
  refuseOther('status', status, wanted.status ?? null);
  refuseOther('step type', stepType, wanted.stepType ?? null);
  return { place: { nextToken: nextToken ?? undefined, offset }, pageSize };
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

// The digest tells damage and not intent: whoever makes up a token can make up its digest too.
function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function refuseOther(what: string, was: string | null, wanted: string | null): void {
  if (was === wanted) return;
  const name = (value: string | null): string => (value === null ? `any ${what}` : `${what} '${value}'`);
  throw new InvalidTokenError(
    `startingToken: belongs to a listing of ${name(was)}, and this one is of ${name(wanted)}; ` +
      `use it with the same filters, or list from the start.`,
  );
}
