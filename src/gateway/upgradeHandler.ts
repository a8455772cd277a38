import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ClientAdmission } from './clientAdmission.js';
import type { CheckedGatewayOptions } from './gatewayOptions.js';
import type { Bound } from './guard.js';
import { refuseUpgrade, REFUSALS } from './refusal.js';
import { requestRefusal } from './requestRefusal.js';
import { isStream, type Route, type StreamRoute } from './route.js';
import type { Upgrade } from './webSocketUpgrade.js';

/** Handles WebSocket upgrades: each is refused, or becomes a client. */
export class UpgradeHandler {
  constructor(
    private readonly options: CheckedGatewayOptions,
    private readonly admission: ClientAdmission,
    private readonly upgrade: Promise<Upgrade>,
  ) {}

  handle(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    route: Route,
    bound: Bound | undefined,
  ): void {
    socket.on('error', destroy);
    const { closing } = this.admission;
    const refusal = closing ? REFUSALS.closing : requestRefusal(request, route, this.options, closing, bound);
    if (refusal !== undefined || !isStream(route)) {
      refuseUpgrade(socket, refusal ?? REFUSALS.notFound);
      return;
    }
    this.#handle(request, socket, head, route).catch(() => {
      refuseUpgrade(socket, REFUSALS.internal);
    });
  }

  async #handle(request: IncomingMessage, socket: Duplex, head: Buffer, route: StreamRoute): Promise<void> {
    const { admission } = this;
    if (request.method !== 'GET') {
      refuseUpgrade(socket, REFUSALS.badRequest);
      return;
    }
    const upgrade = await this.upgrade.catch(() => undefined);
    if (upgrade === undefined) {
      refuseUpgrade(socket, REFUSALS.noWebSocket);
      return;
    }
    const unavailable = await admission.reserve(request, route);
    if (unavailable !== undefined) {
      refuseUpgrade(socket, unavailable);
      return;
    }
    const release = (): void => {
      admission.release(route);
    };
    if (socket.destroyed) {
      release();
      return;
    }
    // The handshake may fail.
    socket.once('close', release);
    upgrade(request, socket, head, link => {
      admission.connect(link, request, route);
      socket.off('close', release).off('error', destroy);
    });
  }
}

function destroy(this: Duplex): void {
  this.destroy();
}
