import { JOB_KINDS, type JobKind } from '../../core/jobKind.js';

/** A kind of jobs, or all of them. */
export type KindChoice = JobKind | 'all';

/** What `--kind` takes. */
export const KIND_CHOICES: readonly KindChoice[] = [...JOB_KINDS, 'all'];

/** The kinds that `--kind` names. */
export const kindsOf = (choice: KindChoice): readonly JobKind[] => (choice === 'all' ? JOB_KINDS : [choice]);
