import type { FleetRow, FleetStatus } from '../../core/fleet.js';

/** The rows of a fleet by the names of the jobs, and the fleet as a whole, at one moment. */
export interface FleetState extends FleetStatus {
  readonly rows: ReadonlyMap<string, FleetRow>;
}

/** Receives the states of a fleet. */
export interface FleetSink {
  /** Receives a state. A row that hasn't changed is the same object as before. */
  readonly publish: (state: FleetState) => void;
  /** Receives the error that ends it. */
  readonly fail: (error: unknown) => void;
}

/** Starts to follow a fleet, of which this was known before. Returns the function that stops it. */
export type StartFleet = (sink: FleetSink, known?: FleetState) => () => void;
