/**
 * Sinks for servers of your own, and a gateway for many clients.
 *
 * @module stepstream/gateway
 */

export { toWebSocket } from '../sinks/toWebSocket.js';
export { toSse } from '../sinks/toSse.js';
export { errorMessage } from '../sinks/errorMessage.js';
export type { SinkOptions } from '../sinks/sinkOptions.js';
export type { WebSocketLike } from '../sinks/webSocketLike.js';
export {
  createGateway,
  type Gateway,
  type GatewayStats,
  type ListenAddress,
  type ListenOptions,
} from './createGateway.js';
export type {
  AIJobSource,
  Authorize,
  GatewayOptions,
  MetricsSource,
  StaticFile,
  WatchSource,
} from './gatewayOptions.js';
export { pageFiles } from './pageFiles.js';
export type { AnyServer } from './anyServer.js';
