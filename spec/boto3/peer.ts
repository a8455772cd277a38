import type { pageTokens } from '../../src/testing/pageTokens.js';
import type { BotoProcess } from './botoProcess.js';
import type { Leg } from './setting.js';
import { walk, type WalkAsk, type Walker } from './walk.js';

/** What a listing is of. */
export interface Question {
  readonly JobName: string;
  readonly Status?: string;
  readonly StepType?: string;
}

/** What came of one leg. */
export interface Outcome {
  readonly items: readonly unknown[];
  /** Where it can go on. */
  readonly token: string | undefined;
  readonly failed: boolean;
}

/** Somebody else who lists: boto3, or a plain model. */
export interface Peer {
  /** How it is known to walk. */
  readonly walker: Walker;
  readonly list: (
    question: Question,
    leg: Leg,
    token: string | undefined,
    listing: Listing,
  ) => Promise<Outcome>;
}

/** boto3's paginator. */
export function botoPeer(boto: BotoProcess): Peer {
  return {
    walker: 'botocore',
    list: async (question, { pageSize, cut }, token) => {
      const PaginationConfig = {
        ...(pageSize !== undefined && { PageSize: pageSize }),
        ...(cut?.kind === 'maxItems' && { MaxItems: cut.items }),
        ...(token !== undefined && { StartingToken: token }),
      };
      const args = { ...question, PaginationConfig };
      if (cut === undefined || cut.kind === 'maxItems') {
        const { items, resumeToken, error } = await boto.ask({ do: 'full', args });
        if (error !== null) throw new Error(`boto3: ${error.name}: ${error.message}`);
        return { items, token: resumeToken ?? undefined, failed: false };
      }
      if (cut.kind === 'pages') {
        const { items, nextToken, error } = await boto.ask({ do: 'pages', args, count: cut.pages });
        if (error !== null) throw new Error(`boto3: ${error.name}: ${error.message}`);
        return { items, token: nextToken ?? undefined, failed: false };
      }
      const { items, resumeToken, error } = await boto.ask({ do: 'pages', args });
      return { items, token: resumeToken ?? undefined, failed: error !== null };
    },
  };
}

/** The plain model: slices of an array, behind tokens as botocore writes them. */
export const modelPeer: Peer = {
  walker: 'exact',
  list: (_question, leg, token, { all, write, read }) => {
    const { places, next, failed } = walk(all.length, askOf(leg, read(token)), 'exact');
    const items = places.map(place => all[place]);
    return Promise.resolve({ items, token: next && write(next), failed });
  },
};

/** A place in a listing: an offset behind AWS's own token for a position. */
export interface Spot {
  readonly position: number;
  readonly offset: number;
}

/** All items of a listing, and its tokens. */
export interface Listing {
  readonly all: readonly unknown[];
  /** Writes a token as botocore does. */
  readonly write: (spot: Spot) => string;
  /** Reads a token of botocore or of AWS; the start where there is none. */
  readonly read: (token: string | undefined) => Spot;
}

/** The listing of a question, its tokens made and read as the simulator does. */
export function listingOf(
  { JobName, Status, StepType }: Question,
  whole: readonly unknown[],
  tokens: ReturnType<typeof pageTokens>,
): Listing {
  const binding = JSON.stringify(['steps', JobName, Status, StepType]);
  return {
    all: whole.filter(step => Status === undefined || (step as { Status: string }).Status === Status),
    write: ({ position, offset }) => {
      const NextToken = position === 0 ? null : tokens.issue(binding, position);
      const content = { NextToken, ...(offset > 0 && { boto_truncate_amount: offset }) };
      return Buffer.from(JSON.stringify(content)).toString('base64');
    },
    read: token => {
      if (token === undefined) return { position: 0, offset: 0 };
      const { NextToken, boto_truncate_amount: offset = 0 } = contentOf(token);
      return { position: NextToken === null ? 0 : tokens.read(binding, NextToken), offset };
    },
  };
}

interface BotoToken {
  readonly NextToken: string | null;
  readonly boto_truncate_amount?: number;
}

function contentOf(token: string): BotoToken {
  try {
    return JSON.parse(Buffer.from(token, 'base64').toString()) as BotoToken;
  } catch {
    return { NextToken: token };
  }
}

/** What a leg from a spot asks of a walk. */
export function askOf({ pageSize = 100, cut, emptyCalls }: Leg, spot: Spot): WalkAsk {
  return {
    ...spot,
    pageSize,
    emptyCalls,
    maxItems: cut?.kind === 'maxItems' ? cut.items : undefined,
    pages: cut?.kind === 'pages' ? cut.pages : undefined,
    failsAt: cut?.kind === 'error' ? cut.call : undefined,
  };
}
