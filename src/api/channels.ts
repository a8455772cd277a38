import { CHANNELS, type GatewayContext, type LiveContext, type RedisContext } from '../core/telemetry.js';
import { traceChannel, type TraceChannel } from './traceChannel.js';

/** What watches and fleets publish. */
export const liveTrace: TraceChannel<LiveContext> = traceChannel(CHANNELS.live);

/** What gateways publish. */
export const gatewayTrace: TraceChannel<GatewayContext> = traceChannel(CHANNELS.gateway);

/** What the users of Redis publish. */
export const redisTrace: TraceChannel<RedisContext> = traceChannel(CHANNELS.redis);
