import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Access by a token: what a request has to show, and the cookie that a browser receives for it. */
export interface TokenAccess {
  /** Whether a request carries the token, as `Authorization: Bearer TOKEN`. */
  readonly hasToken: (request: IncomingMessage) => boolean;
  /** Whether a request carries the token or its cookie. */
  readonly isAllowed: (request: IncomingMessage) => boolean;
  /** `Set-Cookie` for paths below `path`; `secure` where the connection is encrypted. */
  readonly setCookie: (path: string, secure: boolean) => string;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Compares two texts in a time that doesn't depend on where they differ. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/**
 * Access by a token. A browser sends no headers of a page along with a WebSocket or an `EventSource`, so a page exchanges
 * the token for a cookie. The cookie is derived from the token, which can't be computed from it; its name is, too, as
 * servers on other ports of the same host share their cookies.
 */
export function tokenAccess(token: string): TokenAccess {
  const derived = (purpose: string): string =>
    createHmac('sha256', token).update(purpose).digest('base64url');
  const name = `stepstream-${derived('name').slice(0, 8)}`;
  const value = derived('session');
  const hasToken = ({ headers: { authorization = '' } }: IncomingMessage): boolean => {
    const given = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return given !== undefined && isSame(given, token);
  };
  const hasCookie = ({ headers: { cookie = '' } }: IncomingMessage): boolean =>
    cookie
      .split(/; */)
      .some(pair => pair.startsWith(`${name}=`) && isSame(pair.slice(name.length + 1), value));
  return {
    hasToken,
    isAllowed: request => hasToken(request) || hasCookie(request),
    setCookie: (path, secure) =>
      `${name}=${value}; Path=${path}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`,
  };
}
