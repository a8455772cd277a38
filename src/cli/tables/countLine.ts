import { counted } from '../../core/counted.js';

/** How many there are, and of which status: `40 steps: 34 COMPLETED, 6 FAILED`. */
export function countLine(noun: string, statuses: readonly string[]): string {
  if (statuses.length === 0) return `No ${noun}s.`;
  const counts = new Map<string, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts].map(([status, count]) => `${String(count)} ${status}`);
  return `${counted(statuses.length, noun)}: ${parts.join(', ')}`;
}
