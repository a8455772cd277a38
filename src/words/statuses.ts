import type { KnownStatus } from '../core/status.js';

/** What a status means for the reader; a terminal colours it by this. */
export type Tone = 'good' | 'bad' | 'warning' | 'neutral';

/** A word for the page, and a tone for the terminal: a status that is added and left out here doesn't compile. */
const STATUSES: Readonly<Record<KnownStatus, readonly [word: string, tone: Tone]>> = {
  PENDING: ['waiting', 'neutral'],
  IN_PROGRESS: ['running', 'neutral'],
  COMPLETED: ['completed', 'good'],
  FAILED: ['failed', 'bad'],
  STOPPING: ['stopping', 'warning'],
  STOPPED: ['stopped', 'warning'],
  DELETING: ['being deleted', 'neutral'],
  DELETED: ['deleted', 'neutral'],
};

const entryOf = (status: string): readonly [word: string, tone: Tone] | undefined =>
  Object.hasOwn(STATUSES, status) ? STATUSES[status as KnownStatus] : undefined;

/** A status in a word, for people; the terminal shows AWS's own name instead, so that a reader can search for it. */
export const statusWord = (status: string): string =>
  entryOf(status)?.[0] ?? status.toLowerCase().replaceAll('_', ' ');

/** The tone of a status; `neutral` for one that AWS doesn't document. */
export const statusTone = (status: string): Tone => entryOf(status)?.[1] ?? 'neutral';
