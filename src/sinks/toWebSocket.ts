import type { OperatorFunction } from 'rxjs';
import { systemTime } from '../core/time.js';
import { sink } from './sink.js';
import { checkSinkOptions, type SinkOptions } from './sinkOptions.js';
import type { WebSocketLike } from './webSocketLike.js';
import { WebSocketLink } from './webSocketLink.js';

/**
 * Sends a stream to one client on a WebSocket: each value as one JSON text, in the form of the wire.
 *
 * **What gets lost:** nothing, as long as the client keeps up. When more than 256 KB wait for it, it gets
 * only the latest of each step, and of any other answer the latest one; pages all wait. So what is held
 * for a slow client is bounded by the steps, and never a growing queue.
 *
 * ```text
 * stream    --a1--b1--a2--a3--b2--|     a2 and a3 come while the client is slow
 * client    --a1--b1----------a3--b2-|
 * ```
 *
 * - **Order**: that of the stream; what waits for a slow client keeps its place.
 * - **Fails**: never: an error of the stream is sent as `{ type: 'error', code, message, retry }`, without
 *   what AWS said, and the socket is closed with 4404 (no such job), 1013 (come back later), 1008 or 1011.
 *   Put `tap({ error })` in front to hear of it. Bad options throw an `InvalidInputError` at once.
 * - **Cost**: one text for each value; what waits for a slow client; one timer, which holds no process.
 *
 * It emits nothing and begins with `subscribe()`. It completes when the stream has ended and the socket
 * was closed (1000), or when the client has gone: the stream is left then. A client that makes no progress
 * for 30 s is terminated. Whoever unsubscribes keeps the socket open.
 *
 * @example
 * ```ts
 * import { connect, decodeSteps } from 'stepstream';
 * import { toWebSocket } from 'stepstream/gateway';
 * import { WebSocketServer } from 'ws';
 *
 * const recommender = connect({ region: 'eu-west-1' });
 * new WebSocketServer({ port: 8080 }).on('connection', socket => {
 *   recommender.steps$('my-job').pipe(decodeSteps(), toWebSocket(socket)).subscribe();
 * });
 * ```
 */
export function toWebSocket<T>(socket: WebSocketLike, options?: SinkOptions<T>): OperatorFunction<T, never> {
  const checked = checkSinkOptions('toWebSocket', options);
  return sink<T>(() => new WebSocketLink(socket), checked, systemTime);
}
