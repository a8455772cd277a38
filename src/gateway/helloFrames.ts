import { PROTOCOL_VERSION } from '../core/message.js';
import type { Frame } from '../sinks/frame.js';
import { messageFrame } from './messageFrame.js';

/** The first messages of a job's clients: one for those that resume and one for the others, each encoded once an epoch. */
export class HelloFrames {
  #epoch: string | undefined;
  readonly #frames = new Map<boolean, Frame>();

  constructor(
    private readonly jobName: string,
    private readonly heartbeatMs: number,
  ) {}

  of(epoch: string, resumed: boolean): Frame {
    if (epoch !== this.#epoch) this.#frames.clear();
    this.#epoch = epoch;
    const known = this.#frames.get(resumed);
    if (known !== undefined) return known;
    const { jobName, heartbeatMs } = this;
    const frame = messageFrame({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      jobName,
      epoch,
      resumed,
      heartbeatMs,
    });
    this.#frames.set(resumed, frame);
    return frame;
  }
}
