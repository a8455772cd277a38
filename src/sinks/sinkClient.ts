import { gatewayTrace } from '../api/channels.js';
import type { ClientKind, ClientsView, GatewayContext } from '../core/telemetry.js';

/** What is known of a client at present. */
export interface SinkState {
  readonly isOpen: () => boolean;
  readonly isBehind: () => boolean;
  /** Number of bytes that were sent and not acknowledged. */
  readonly backlog: () => number;
}

/** The one client of a sink, and what becomes of it, for the tracing channel. */
export class SinkClient implements ClientsView {
  constructor(
    readonly kind: ClientKind,
    private readonly state: SinkState,
  ) {}

  get size(): number {
    return Number(this.state.isOpen());
  }

  get behind(): number {
    return Number(this.state.isOpen() && this.state.isBehind());
  }

  get backlog(): number {
    return this.state.isOpen() ? this.state.backlog() : 0;
  }

  publish(kind: GatewayContext['kind']): void {
    gatewayTrace.point(() => ({ kind, clients: this }));
  }
}
