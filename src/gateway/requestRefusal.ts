import type { IncomingMessage } from 'node:http';
import { isPreflight } from './cors.js';
import type { CheckedGatewayOptions } from './gatewayOptions.js';
import { guard, type Bound } from './guard.js';
import { REFUSALS, type Refusal } from './refusal.js';
import type { Route } from './route.js';

/** Why a request is refused, whatever it is authorized to read; undefined where it isn't. */
export function requestRefusal(
  request: IncomingMessage,
  route: Route | undefined,
  options: CheckedGatewayOptions,
  closing: boolean,
  bound: Bound | undefined,
): Refusal | undefined {
  const refusal = guard(request, options, bound);
  if (refusal !== undefined) return refusal;
  if (!isAllowedMethod(request, route, options)) {
    return route?.kind === 'session' ? REFUSALS.sessionMethod : REFUSALS.method;
  }
  return closing && route?.kind !== 'health' ? REFUSALS.closing : undefined;
}

function isAllowedMethod(
  request: IncomingMessage,
  route: Route | undefined,
  options: CheckedGatewayOptions,
): boolean {
  if (route?.kind === 'session') return request.method === 'POST';
  return request.method === 'GET' || request.method === 'HEAD' || isPreflight(request, options);
}
