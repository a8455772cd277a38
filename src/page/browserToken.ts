import type { TokenPorts } from './exchangeToken.js';

/** The browser, as an exchange needs it. */
export const browserToken = (): TokenPorts => ({
  hash: location.hash,
  forget: () => history.replaceState(null, '', `${location.pathname}${location.search}`),
  send: token => fetch('session', { method: 'POST', headers: { authorization: `Bearer ${token}` } }),
});
