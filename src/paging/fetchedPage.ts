import { callOf } from '../api/callOf.js';

/** A page as received from the service. */
export interface FetchedPage {
  readonly items: readonly unknown[];
  readonly nextToken?: string | undefined;
  /** The context of the call that has brought it; undefined where nothing listened to it. */
  readonly call?: object | undefined;
}

/** The page of an answer with a list, which is in `member`. */
export const fetchedPage = <M extends string>(
  answer: Readonly<Partial<Record<M, readonly unknown[]>>> & { readonly NextToken?: string },
  member: M,
): FetchedPage => ({ items: answer[member] ?? [], nextToken: answer.NextToken, call: callOf(answer) });
