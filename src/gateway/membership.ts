import type { CloseListener } from '../sinks/link.js';
import type { AccessReview, Admitted } from './accessReview.js';
import type { Client, Ending } from './client.js';
import type { ClientRegistry } from './clientRegistry.js';
import type { ConnectionLimits } from './connectionLimits.js';
import type { Group } from './feedRegistry.js';
import { messageFrame, NO_RESUME_ID } from './messageFrame.js';
import { REFUSALS } from './refusal.js';

/** What the clients of the fleet are counted under: no name of a job. */
const FLEET = '*';

/** What clients are counted under: the job that they follow; undefined: the fleet. */
export const placeOf = (jobName: string | undefined): string => jobName ?? FLEET;

/** The end of a client whose access was revoked. */
const DENIED: Ending = {
  frame: messageFrame(
    { type: 'error', code: REFUSALS.denied.code, message: REFUSALS.denied.message, retry: false },
    NO_RESUME_ID,
  ),
  code: 1008,
  reason: REFUSALS.denied.code,
};

/** Where a client is known. */
export interface MembershipServices {
  readonly clients: ClientRegistry;
  readonly limits: ConnectionLimits;
  readonly review: AccessReview;
}

/** What a client takes up in a gateway, until its connection is closed. */
export class Membership implements Admitted, CloseListener {
  constructor(
    private readonly services: MembershipServices,
    private readonly client: Client,
    private readonly group: Group,
  ) {}

  get jobName(): string | undefined {
    return this.group.jobName;
  }

  expel(): void {
    this.client.expel(DENIED);
  }

  async review(): Promise<void> {
    await this.group.review?.(this.client);
  }

  closed(): void {
    const { clients, limits, review } = this.services;
    review.delete(this);
    this.group.leave(this.client);
    limits.release(placeOf(this.jobName));
    this.client.link.detach();
    clients.delete(this.client);
  }
}
