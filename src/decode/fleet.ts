import type * as core from '../core/fleet.js';
import type { Codec } from './codec.js';
import { BeatMessage, ByeMessage, ErrorMessage } from './controlMessage.js';
import { list } from './list.js';
import { Count, Flag, Numeric, Text, Time, word, type WireNumber } from './primitives.js';
import { struct } from './struct.js';
import { tagged } from './tagged.js';

/** The best of a job on the wire. */
interface WireFleetBest extends Omit<core.FleetBest, 'value'> {
  readonly value: WireNumber;
}

/** One job of a fleet, summed up. */
export type FleetRow = core.FleetRow;
/** One job of a fleet, summed up, on the wire. */
export interface WireFleetRow extends Omit<
  core.FleetRow,
  'createdAt' | 'endedAt' | 'endsAt' | 'staleSince' | 'best'
> {
  readonly createdAt?: number;
  readonly endedAt?: number;
  readonly endsAt?: number;
  readonly staleSince?: number;
  readonly best?: WireFleetBest;
}
/** One job of a fleet, summed up; wire to domain and back. */
export const FleetRow: Codec<FleetRow, WireFleetRow> = struct(
  'a row of a fleet',
  { jobName: Text, status: Text },
  {
    createdAt: Time,
    endedAt: Time,
    done: Count,
    total: Count,
    maxTotal: Count,
    results: Count,
    endsAt: Time,
    best: struct<core.FleetBest, WireFleetBest>(
      'the best of a job',
      { label: Text, metric: Text, value: Numeric },
      {},
    ),
    failures: list(
      struct<core.FailureCount, core.FailureCount>('a count of failures', { cause: Text, count: Count }, {}),
    ),
    reason: Text,
    staleSince: Time,
  },
);

const Unlisted = list(
  struct<core.UnlistedKind, core.UnlistedKind>(
    'a kind that is not followed',
    { kind: Text, code: Text, message: Text },
    {},
  ),
);

/** The fleet as a whole. */
export type FleetStatus = core.FleetStatus;
/** The fleet as a whole, on the wire. */
export interface WireFleetStatus extends Omit<core.FleetStatus, 'staleSince'> {
  readonly staleSince?: number;
}
/** The fleet as a whole; wire to domain and back. */
export const FleetStatus: Codec<FleetStatus, WireFleetStatus> = struct(
  'a status of a fleet',
  { complete: Flag },
  { staleSince: Time, unlisted: Unlisted },
);

/** Rows that are new or have changed, on the wire. */
export interface WireRowsMessage
  extends Omit<core.RowsMessage, 'at' | 'rows' | 'staleSince'>, WireFleetStatus {
  readonly at: number;
  readonly rows: readonly WireFleetRow[];
}

/** A message of a gateway about its fleet. */
export type FleetMessage =
  | core.FleetHelloMessage
  | core.RowsMessage
  | BeatMessage
  | ErrorMessage
  | ByeMessage;
/** A message of a gateway about its fleet, on the wire. */
export type WireFleetMessage =
  | core.FleetHelloMessage
  | WireRowsMessage
  | BeatMessage
  | ErrorMessage
  | ByeMessage;
/** A message of a gateway about its fleet; wire to domain and back. */
export const FleetMessage: Codec<FleetMessage, WireFleetMessage> = tagged('a message about a fleet', {
  hello: struct<core.FleetHelloMessage, core.FleetHelloMessage>(
    'a hello of a fleet',
    { type: word('hello'), protocol: Count, heartbeatMs: Count },
    {},
  ),
  rows: struct<core.RowsMessage, WireRowsMessage>(
    'rows of a fleet',
    {
      type: word('rows'),
      at: Time,
      reset: Flag,
      rows: list(FleetRow),
      removed: list(Text),
      more: Flag,
      complete: Flag,
    },
    { staleSince: Time, unlisted: Unlisted },
  ),
  beat: BeatMessage,
  error: ErrorMessage,
  bye: ByeMessage,
});
