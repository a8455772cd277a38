/** Names of the tracing channels of `node:diagnostics_channel`. */
export const CHANNELS = {
  call: 'stepstream:call',
  live: 'stepstream:live',
  gateway: 'stepstream:gateway',
  redis: 'stepstream:redis',
} as const;

/** The rate limit of a connection, as it is when it is read. */
export interface QuotaView {
  /** Configured rate, in calls a second; `Infinity` for no limit. */
  readonly configured: number;
  /** Rate that throttles have led to, in calls a second; 0 once the connection is closed. */
  readonly perSecond: () => number;
}

/** A job that is followed, as it is when it is read. */
export interface WatchView {
  readonly jobName: string;
  /** Age of what is known of the job, in milliseconds. */
  readonly ageMs: () => number;
  readonly isStale: () => boolean;
}

/** What clients are connected to: a gateway, or one of the sinks `toWebSocket` and `toSse`. */
export const CLIENT_KINDS = ['gateway', 'websocket', 'sse'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** The clients of a gateway, or the one client of a sink, as they are when it is read. */
export interface ClientsView {
  readonly kind: ClientKind;
  /** Number of connected clients. */
  readonly size: number;
  /** Number of them that are behind. */
  readonly behind: number;
  /** Bytes that were sent to all of them and not acknowledged. */
  readonly backlog: number;
}

/**
 * What `tracingChannel('stepstream:live')` publishes, each with a `start` and an `end` alone:
 *
 * - `followed`  a watch or a fleet begins to follow a job;
 * - `polled`    a poll of the job has succeeded;
 * - `failed`    a poll of it has failed, with `cause`;
 * - `left`      it isn't followed any more;
 * - `event`     a watch or a fleet has emitted an event of the type `type`.
 */
export type LiveContext =
  | { readonly kind: 'followed' | 'polled' | 'left'; readonly jobName: string; readonly watch: WatchView }
  | {
      readonly kind: 'failed';
      readonly jobName: string;
      readonly watch: WatchView;
      readonly cause: unknown;
    }
  | { readonly kind: 'event'; readonly jobName: string; readonly type: string };

/**
 * What `tracingChannel('stepstream:gateway')` publishes, of gateways and of sinks, each with a `start` and an `end` alone:
 *
 * - `joined`, `left`  a client has connected, or has gone;
 * - `checked`         all clients were looked at, by default twice a second, of a sink once;
 * - `conflated`       a value wasn't sent to a client that is behind, which receives the latest state instead;
 * - `dropped`         a client was cut off: it has stalled.
 */
export interface GatewayContext {
  readonly kind: 'joined' | 'left' | 'checked' | 'conflated' | 'dropped';
  readonly clients: ClientsView;
}

/**
 * What `tracingChannel('stepstream:redis')` publishes:
 *
 * - `command`       a span: one script of a shared quota or of a relay, by its name;
 * - `away`, `back`  Redis can't be reached, or is reached again, with a `start` and an `end` alone. `part` is what
 *   uses it, and `user` tells two of a kind apart. `away` is repeated while it lasts.
 */
export type RedisContext =
  | { readonly kind: 'command'; readonly script: string }
  | { readonly kind: 'away' | 'back'; readonly part: 'quota' | 'relay'; readonly user: object };
