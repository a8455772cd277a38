/** The parts of the browser that an exchange needs. */
export interface TokenPorts {
  /** The fragment of the page's address, such as `#token=…`. */
  readonly hash: string;
  /** Removes the fragment from the address and from the history. */
  readonly forget: () => void;
  /** Sends the token to the gateway, whose response sets a cookie. */
  readonly send: (token: string) => Promise<unknown>;
}

/** The token in a fragment; undefined where there is none. */
export const tokenOf = (hash: string): string | undefined => /^#token=(.+)$/.exec(hash)?.[1];

/**
 * Exchanges the token in the page's address for a cookie, as neither a WebSocket nor an `EventSource` can send a token. The
 * token leaves the address first, so that it is neither copied with it nor kept in the history. A token that is refused shows by
 * the requests that follow.
 */
export async function exchangeToken({ hash, forget, send }: TokenPorts): Promise<void> {
  const token = tokenOf(hash);
  if (token === undefined) return;
  forget();
  await send(token).catch(() => undefined);
}
