/** The pages of one listing: the stand-ins of the tokens that they have handed out. */
export type Sweep = Map<string, string>;

/** Tokens of the service, and their stand-ins. */
export interface SweepTokens {
  /** The sweep of a request with this token, and the token's stand-in; a new sweep for one without a token. */
  readonly asked: (operation: string, token: string | undefined) => Asked;
  /** The stand-in of a token that a page of a sweep has handed out. */
  readonly issued: (operation: string, sweep: Sweep, token: string) => string;
  /** The stand-in of a token that is known, of whichever operation. */
  readonly standInOf: (token: string) => string | undefined;
}

/** A request within its sweep. */
export interface Asked {
  readonly sweep: Sweep;
  readonly standIn: string | undefined;
  /** Says that the request was answered: the next one with the same token may be that of another sweep. */
  readonly answered: () => void;
}

interface Issue {
  readonly sweep: Sweep;
  readonly standIn: string;
  answered: boolean;
}

/** Number of tokens that are remembered; earlier ones are forgotten. */
const MAX_TOKENS = 10_000;
/** Number of sweeps that are remembered of a token that several have handed out. */
const MAX_ISSUES = 16;

/**
 * Gives each token a stand-in of its sweep: the same token has the same one within a listing, and another one in
 * another listing, so that a replay answers it from its own. Of the sweeps that handed out a token, that one goes
 * on which did so last and hasn't gone on yet.
 */
export function sweepTokens(): SweepTokens {
  const issues = new Map<string, Issue[]>();
  const known = new Map<string, string>();
  let count = 0;

  function add(operation: string, sweep: Sweep, token: string): Issue {
    const issue = { sweep, standIn: `token-${String((count += 1))}`, answered: false };
    sweep.set(token, issue.standIn);
    const key = `${operation} ${token}`;
    issues.set(key, [...(issues.get(key) ?? []), issue].slice(-MAX_ISSUES));
    known.set(token, issue.standIn);
    forget(issues);
    forget(known);
    return issue;
  }

  return {
    asked: (operation, token) => {
      if (token === undefined) return { sweep: new Map(), standIn: undefined, answered: () => undefined };
      const those = issues.get(`${operation} ${token}`) ?? [];
      const issue =
        those.findLast(({ answered }) => !answered) ?? those.at(-1) ?? add(operation, new Map(), token);
      return {
        sweep: issue.sweep,
        standIn: issue.standIn,
        answered: () => {
          issue.answered = true;
        },
      };
    },
    issued: (operation, sweep, token) => sweep.get(token) ?? add(operation, sweep, token).standIn,
    standInOf: token => known.get(token),
  };
}

function forget(map: Map<string, unknown>): void {
  if (map.size <= MAX_TOKENS) return;
  const [oldest = ''] = map.keys();
  map.delete(oldest);
}
