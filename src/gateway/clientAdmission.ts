import type { IncomingMessage } from 'node:http';
import type { Link } from '../sinks/link.js';
import type { Authorizer } from './authorizer.js';
import type { Client } from './client.js';
import type { UpdateSource } from './updateSource.js';
import type { FeedRegistry, Group } from './feedRegistry.js';
import type { FleetFeed } from './fleet/fleetFeed.js';
import type { CheckedGatewayOptions } from './gatewayOptions.js';
import { Membership, placeOf, type MembershipServices } from './membership.js';
import { REFUSALS, type Refusal } from './refusal.js';
import { resumePosition } from './resumePosition.js';
import { jobOf, type StreamRoute } from './route.js';

/** What is asked before a client is admitted, and where it is known then. */
export interface AdmissionServices extends MembershipServices {
  readonly authorizer: Authorizer;
  readonly feeds: FeedRegistry;
  readonly fleet: FleetFeed;
}

/** Admits clients: each needs a place, and is then connected to what it follows. */
export class ClientAdmission {
  /** Whether the gateway is closing: new clients are refused. */
  closing: boolean = false;

  constructor(
    private readonly options: Pick<CheckedGatewayOptions, 'authorize'>,
    private readonly services: AdmissionServices,
  ) {}

  /**
   * Reserves a place for an authorized client: undefined, or why there is none. The place is to be given to `connect`, or
   * released.
   */
  async reserve(request: IncomingMessage, route: StreamRoute): Promise<Refusal | undefined> {
    const { authorizer, feeds, limits, review } = this.services;
    const jobName = jobOf(route);
    let revocations: number;
    do {
      revocations = review.revocations;
      // Asked first: a client without access neither takes a place nor learns what is followed.
      const refusal = await authorizer.refusalOf(request, jobName);
      if (refusal !== undefined) return refusal;
      // Asked again where rights have changed meanwhile: no review knows this client yet.
    } while (review.revocations !== revocations);
    if (this.closing) return REFUSALS.closing;
    const hasRoom = jobName === undefined || feeds.accepts(jobName);
    return hasRoom && limits.acquire(placeOf(jobName)) ? undefined : REFUSALS.full;
  }

  /** Releases a place that no client has taken. */
  release(route: StreamRoute): void {
    this.services.limits.release(placeOf(jobOf(route)));
  }

  /** Gives its place to a client, until its connection is closed. */
  connect(link: Link, request: IncomingMessage, route: StreamRoute): void {
    const { clients, review } = this.services;
    let client!: Client;
    const group = this.#join(request, route, source => (client = clients.add(link, source)));
    const membership = new Membership(this.services, client, group);
    review.add(membership, request);
    link.onClose(membership);
  }

  #join(request: IncomingMessage, route: StreamRoute, make: (source: UpdateSource) => Client): Group {
    const { authorizer, feeds, fleet } = this.services;
    if (route.kind === 'job') return feeds.join(route.jobName, resumePosition(request, route.query), make);
    const { authorize } = this.options;
    return fleet.join(make, authorize && (jobName => authorizer.allows(request, jobName)));
  }
}
