import type { Bound } from '../../operators/ranking/bounds.js';
import { perMillion } from '../../words/money.js';

/** The flag of each bound. */
export const BOUND_FLAGS: Readonly<Record<Bound, string>> = {
  maxLatencyMs: '--max-latency-ms',
  minInvocationsPerMinute: '--min-invocations',
  maxCostPerHour: '--max-cost-per-hour',
  maxCostPerInference: '--max-cost-per-million-inferences',
  maxCpuPercent: '--max-cpu',
  maxMemoryPercent: '--max-memory',
  instances: '--instances',
  families: '--families',
  endpoint: '--endpoint',
};

/** A bound as its flag: `--max-latency-ms 100`. */
export function boundText(bound: Bound, limit: number | string): string {
  return `${BOUND_FLAGS[bound]} ${typeof limit === 'number' ? flagFigure(bound, limit) : limit}`;
}

/** A figure in the unit of the flag, to six digits: what tells one just beyond a bound from the bound. */
export function flagFigure(bound: Bound, figure: number): string {
  const value = bound === 'maxCostPerInference' ? (perMillion(figure) ?? figure) : figure;
  return String(Number(value.toPrecision(6)));
}
