import type { Step } from '../../core/step.js';
import { isEarlierStatus, statusRank } from './statusRank.js';

/**
 * Whether a listed step is behind what is known of it: its status is earlier, or it has the same status and
 * lacks something that is known, such as its endpoint. A replica of the service that lags shows such a step.
 */
export function isBehind(listed: Step, known: Step): boolean {
  if (isEarlierStatus(listed.Status, known.Status)) return true;
  const [a, b] = [statusRank(listed.Status), statusRank(known.Status)];
  return a === b && lacks(listed, known);
}

/** Whether a value lacks a field, at any depth, that another one has. */
function lacks(value: unknown, other: unknown): boolean {
  if (other === undefined || other === value) return false;
  if (value === undefined) return true;
  if (!isRecord(value) || !isRecord(other)) return false;
  return Object.entries(other).some(([name, field]) => lacks(value[name], field));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
