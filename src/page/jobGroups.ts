import type { WatchedJob } from '../core/event.js';
import { JOB_KINDS, jobKindOf, type JobKind } from '../core/jobKind.js';
import { statusWord } from '../words/statuses.js';
import { KIND_WORDS, plainName } from './kindWords.js';
import type { OptionGroup } from './optionGroup.js';

/** What a list of jobs offers. */
export interface OfferedJobs {
  readonly jobs: readonly WatchedJob[];
  /** The kinds whose lists can't be had, and why. */
  readonly unlisted?: ReadonlyMap<JobKind, string> | undefined;
  /** Text of the option that is no job. */
  readonly none?: string | undefined;
}

/** The options for jobs: under headings where they are of several kinds. */
export function jobGroups(
  { jobs, unlisted = new Map(), none }: OfferedJobs,
  chosen: string | undefined,
): readonly OptionGroup[] {
  const isMissing = chosen !== undefined && !jobs.some(({ JobName }) => JobName === chosen);
  const groups = JOB_KINDS.flatMap((kind): readonly OptionGroup[] => {
    const missing = isMissing && jobKindOf(chosen) === kind ? [[chosen, plainName(chosen)] as const] : [];
    const listed = jobs
      .filter(({ JobName }) => jobKindOf(JobName) === kind)
      .map(({ JobName, Status }) => [JobName, `${plainName(JobName)} (${statusWord(Status)})`] as const);
    const options = [...missing, ...listed];
    const why = unlisted.get(kind);
    const note = why === undefined ? undefined : `can’t be listed: ${why}`;
    return options.length === 0 && note === undefined
      ? []
      : [{ label: KIND_WORDS[kind].jobs, options, note }];
  });
  const plain = none === undefined ? [] : [{ options: [['', none] as const] }];
  const isClassicAlone = groups.length === 1 && groups[0]?.label === KIND_WORDS.classic.jobs;
  return [...plain, ...(isClassicAlone ? groups.map(({ options }) => ({ options })) : groups)];
}
