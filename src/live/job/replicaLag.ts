/** Longest time for which a replica of the service is expected to be behind, in milliseconds. */
const REPLICA_LAG_MS = 40_000;
/** The same, in shortest pauses between two polls: quick polls are meant for a quick service. */
const LAG_POLLS = 8;

/**
 * The time for which an answer can be that of a replica that is behind, in milliseconds: 40 s, or eight of the
 * shortest pauses between two polls where that is less. What has been known for longer no such replica denies.
 */
export function replicaLagMs(minIntervalMs: number): number {
  return Math.min(REPLICA_LAG_MS, LAG_POLLS * minIntervalMs);
}
