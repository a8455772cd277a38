import type { Frame } from '../../src/sinks/frame.js';
import { DEAF, type CloseListener, type DrainListener, type Link } from '../../src/sinks/link.js';

/** A connection that a spec makes slow, or closes. */
export class FakeLink implements Link {
  readonly sent: unknown[] = [];
  readonly ids: (string | undefined)[] = [];
  ends: (readonly [code: number, reason: string])[] = [];
  backlog = 0;
  open = true;
  heartbeats = 0;
  destroyed = false;
  detached = false;
  pending = false;
  position = '';
  /** Whether sent bytes stay in the backlog. */
  slow = false;
  #onDrain: DrainListener = DEAF;
  #onClose: CloseListener = DEAF;

  send(frame: Frame): void {
    this.sent.push(JSON.parse(frame.text));
    this.ids.push(frame.id);
    if (this.slow) this.backlog += frame.bytes.length;
  }

  heartbeat(): void {
    this.heartbeats += 1;
  }

  onDrain(listener: DrainListener): void {
    this.#onDrain = listener;
  }

  onClose(listener: CloseListener): void {
    this.#onClose = listener;
  }

  end(code: number, reason: string): void {
    this.ends.push([code, reason]);
    this.open = false;
  }

  destroy(): void {
    this.destroyed = true;
    this.open = false;
    this.#onClose.closed();
  }

  detach(): void {
    this.detached = true;
  }

  /** The client acknowledges the backlog, or `bytes` of it. */
  drain(bytes: number = this.backlog): void {
    this.backlog -= bytes;
    this.#onDrain.drained();
  }

  /** The client disconnects. */
  go(): void {
    this.open = false;
    this.#onClose.closed();
  }
}
