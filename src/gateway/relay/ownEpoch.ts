import type { Position } from '../../core/position.js';
import type { Back } from './logComparison.js';

/** The time that a gateway spends in an epoch of its own, away from the log, up to the takeover of the log. */
export class OwnEpoch {
  #isOn = false;
  #leftAt: Position | undefined;
  #backAt: { readonly head: Position; readonly since: number } | undefined;

  constructor(private readonly monotonic: () => number) {}

  get isOn(): boolean {
    return this.#isOn;
  }

  /** The position in the log at which it was left. */
  get leftAt(): Position | undefined {
    return this.#leftAt;
  }

  begin(leftAt: Position | undefined): void {
    this.#leftAt = leftAt;
    this.#isOn = true;
  }

  end(): void {
    this.#isOn = false;
  }

  /** The log can't be reached, or was taken over. */
  forgetBack(): void {
    this.#backAt = undefined;
  }

  /** The log was read: when it could be read first, and where it was then. */
  back(head: Position): Back {
    const now = this.monotonic();
    this.#backAt ??= { head, since: now };
    return { head: this.#backAt.head, forMs: now - this.#backAt.since };
  }
}
