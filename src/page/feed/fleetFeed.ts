import { Observable } from 'rxjs';
import type { FleetRow, UnlistedKind } from '../../core/fleet.js';
import { FleetMessage } from '../../decode/fleet.js';
import { Connection } from './connection.js';
import type { ControlMessage } from './connectionUser.js';
import type { FeedPorts } from './feedPorts.js';
import type { Link } from './feedState.js';
import { readMessage } from './readMessage.js';

/** The types of messages: one that is added and left out here doesn't compile. */
const KNOWN: Readonly<Record<FleetMessage['type'], true>> = {
  hello: true,
  rows: true,
  beat: true,
  error: true,
  bye: true,
};

/** What the page knows of the fleet. */
export interface FleetState {
  readonly rows: ReadonlyMap<string, FleetRow>;
  /** Whether all running jobs are among the rows, as far as the gateway knows. */
  readonly complete: boolean;
  readonly unlisted: readonly UnlistedKind[];
  readonly link: Link;
  /** Since when the gateway's own knowledge is old, milliseconds since the epoch by this machine's clock. */
  readonly staleSince: number | undefined;
  /** The gateway's time less this machine's, in milliseconds. */
  readonly aheadMs: number;
}

const NOTHING: FleetState = {
  rows: new Map(),
  complete: false,
  unlisted: [],
  link: { kind: 'connecting' },
  staleSince: undefined,
  aheadMs: 0,
};

/**
 * Follows the fleet at the gateway, as docs/protocol.md has it: emits its state at each message. What is known stays while the
 * connection is lost. It never fails, and never completes.
 */
export function fleetFeed$(ports: FeedPorts): Observable<FleetState> {
  return new Observable(out => {
    let state = NOTHING;
    /** Rows of a reply that isn't whole yet: until then the rows before are shown. */
    let partial: Map<string, FleetRow> | undefined;
    const emit = (change: Partial<FleetState>): void => {
      state = { ...state, ...change };
      out.next(state);
    };
    const take = (data: unknown): ControlMessage | 'broken' | undefined => {
      const message = readMessage<FleetMessage>(data, FleetMessage, KNOWN);
      if (message === 'broken') return 'broken';
      if (message === 'ignored' || message.type === 'beat') return undefined;
      if (message.type !== 'rows') return message;
      const rows = message.reset ? new Map<string, FleetRow>() : (partial ?? new Map(state.rows));
      for (const row of message.rows) rows.set(row.jobName, row);
      for (const name of message.removed) rows.delete(name);
      // What was shown isn't blanked by a gateway that begins anew.
      const isWhole = !message.more && (message.complete || !state.complete);
      partial = isWhole ? undefined : rows;
      if (!isWhole) return undefined;
      const { complete, unlisted = [], staleSince } = message;
      const aheadMs = message.at.getTime() - ports.time.now();
      emit({
        ...{ rows, complete, unlisted, aheadMs, link: { kind: 'live' } },
        staleSince: staleSince === undefined ? undefined : staleSince.getTime() - aheadMs,
      });
      return undefined;
    };
    const connection = new Connection(ports, {
      address: () => 'fleet',
      take,
      link: link => emit({ link }),
    });
    out.add(
      ports.wake$.subscribe({ next: () => connection.wake(), error: (error: unknown) => out.error(error) }),
    );
    out.add(() => connection.stop());
    connection.start();
  });
}
