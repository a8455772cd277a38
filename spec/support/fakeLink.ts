import type { Frame } from '../../src/sinks/frame.js';
import type { Link, Progress } from '../../src/sinks/link.js';

/** A connection that a spec makes slow, or breaks. */
export class FakeLink implements Link {
  readonly sent: unknown[] = [];
  readonly ids: (string | undefined)[] = [];
  ends: (readonly [code: number, reason: string])[] = [];
  backlog = 0;
  open = true;
  beats = 0;
  destroyed = false;
  left = false;
  owes = false;
  mark = '';
  /** Whether what is sent stays in the backlog. */
  slow = false;
  #room: () => void = () => undefined;
  #gone: () => void = () => undefined;

  send(frame: Frame): void {
    this.sent.push(JSON.parse(frame.text));
    this.ids.push(frame.id);
    if (this.slow) this.backlog += frame.bytes.length;
  }

  beat(): void {
    this.beats += 1;
  }

  onRoom(listener: () => void): void {
    this.#room = listener;
  }

  onGone(listener: () => void): void {
    this.#gone = listener;
  }

  end(code: number, reason: string): void {
    this.ends.push([code, reason]);
    this.open = false;
  }

  destroy(): void {
    this.destroyed = true;
    this.open = false;
    this.#gone();
  }

  leave(): void {
    this.left = true;
  }

  progress(): Progress {
    return { owes: this.owes, mark: this.mark };
  }

  /** The client takes what waits for it, or so many bytes of it. */
  drain(bytes: number = this.backlog): void {
    this.backlog -= bytes;
    this.#room();
  }

  /** The client goes. */
  go(): void {
    this.open = false;
    this.#gone();
  }
}
