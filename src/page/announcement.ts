import type { FailureGroup } from '../operators/failures/failureGroup.js';
import { failureTitle } from './failureTitle.js';
import { counted } from '../core/counted.js';
import { grouped } from '../words/numbers.js';

/** The state of the page that is announced to users of a screen reader. */
export interface Announced {
  /** The name of the job; undefined before one is chosen. */
  readonly job: string | undefined;
  /** The name of the pick; undefined while nothing fits. */
  readonly pick: string | undefined;
  /** How the pick compares with the next one: `ml.c5.xlarge is 3 % dearer`. */
  readonly next: string | undefined;
  /** Whether nothing can change the pick any more. */
  readonly isFinal: boolean;
  readonly failures: readonly FailureGroup[];
  /** How the job ended; undefined while it runs. */
  readonly ended: string | undefined;
}

/** The state before the first announcement. */
export const NOTHING_ANNOUNCED: Announced = {
  ...{ job: undefined, pick: undefined, next: undefined, isFinal: false },
  ...{ failures: [], ended: undefined },
};

/** What has changed since the last announcement, in sentences; empty where nothing has. Nothing was said of another job. */
export function announcement(last: Announced, now: Announced): string {
  const before = last.job === now.job ? last : NOTHING_ANNOUNCED;
  return [pickNews(before, now), ...failureNews(before, now), endNews(before, now)].filter(Boolean).join(' ');
}

function pickNews(before: Announced, { pick, next, isFinal }: Announced): string {
  if (pick === before.pick && (pick === undefined || isFinal === before.isFinal)) return '';
  if (pick === undefined) return 'Nothing fits.';
  return `${isFinal ? 'The pick is' : 'Best so far:'} ${pick}.${next === undefined ? '' : ` ${next}.`}`;
}

function failureNews({ failures: before }: Announced, { failures: now }: Announced): readonly string[] {
  const known = new Map(before.map(group => [nameOf(group), group.count]));
  return now.flatMap(group => {
    const more = group.count - (known.get(nameOf(group)) ?? 0);
    return more > 0
      ? [`${counted(more, 'test', grouped)} failed on ${group.family}: ${failureTitle(group)}.`]
      : [];
  });
}

const nameOf = ({ kind, reason, family }: FailureGroup): string => JSON.stringify([kind, reason, family]);

function endNews({ ended: before }: Announced, { ended: now }: Announced): string {
  return now === undefined || now === before ? '' : `The job has ended: ${now}.`;
}
