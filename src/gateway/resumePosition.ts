import type { IncomingMessage } from 'node:http';
import { parsePosition, type Position } from '../core/position.js';

/**
 * The position after which a reconnecting client wants to resume: that of the header `Last-Event-ID`, which SSE clients
 * send, else that of `after` in the query, which WebSocket clients send. Undefined for a new client, and for a text that
 * is no position.
 */
export function resumePosition(
  request: Pick<IncomingMessage, 'headers'>,
  query: URLSearchParams,
): Position | undefined {
  return positionOf(request.headers['last-event-id']) ?? positionOf(query.get('after'));
}

/** The positions that a feed can resume from: those of its epoch, of which it still has everything behind. */
export interface Resumable {
  readonly epoch: string;
  readonly seq: number;
  readonly oldestPosition: number;
}

/** Whether a feed can bring a client from this position up to date without a new snapshot. */
export function canResume(from: Position, { epoch, seq, oldestPosition }: Resumable): boolean {
  return from.epoch === epoch && from.seq <= seq && from.seq >= oldestPosition;
}

const positionOf = (text: unknown): Position | undefined =>
  typeof text === 'string' ? parsePosition(text) : undefined;
