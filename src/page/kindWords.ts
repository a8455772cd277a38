import type { JobKind } from '../core/jobKind.js';

/** What the page calls the parts of a job of one kind. */
export interface KindWords {
  /** Beside the name of a job; empty where it goes without saying. */
  readonly badge: string;
  /** Heading of its jobs in the list. */
  readonly jobs: string;
  readonly table: string;
  readonly tableLabel: string;
  readonly caption: string;
  readonly chart: string;
  readonly chartHelp: string;
  readonly chartEmpty: string;
  /** The same once nothing is to follow. */
  readonly chartNone: string;
  readonly foot: string;
}

const TESTS: Omit<KindWords, 'badge' | 'jobs'> = {
  table: 'Tests',
  tableLabel: 'Table of the tests',
  caption: 'The tests of the job. The buttons in the head sort it.',
  chart: 'Cost against latency',
  chartHelp:
    'Each point is a test. The arrow keys go from point to point, Home goes to the pick. The table of tests below has the same figures.',
  chartEmpty: 'Points appear as the tests end.',
  chartNone: 'No test has both figures.',
  foot: 'US dollars, as AWS reports them.',
};

const RECOMMENDATIONS: Omit<KindWords, 'badge' | 'jobs'> = {
  table: 'Recommendations',
  tableLabel: 'Table of the recommendations',
  caption: 'The recommendations of the job. The buttons in the head sort it.',
  chart: 'Tokens a second against first token',
  chartHelp:
    'Each point is a recommendation. The arrow keys go from point to point, Home goes to the pick. The table of recommendations below has the same figures.',
  chartEmpty: 'No recommendation has both figures.',
  chartNone: 'No recommendation has both figures.',
  foot: 'Figures are those of a whole deployment under the load of its benchmark. AWS gives no prices for them.',
};

/** The words for each kind of job: a kind that is added and left out here doesn't compile. */
export const KIND_WORDS: Readonly<Record<JobKind, KindWords>> = {
  classic: { ...TESTS, badge: '', jobs: 'Inference Recommender jobs' },
  recommendation: { ...RECOMMENDATIONS, badge: 'AI recommendation job', jobs: 'AI recommendation jobs' },
  benchmark: {
    ...RECOMMENDATIONS,
    badge: 'AI benchmark job',
    jobs: 'AI benchmark jobs',
    foot: 'AWS gives no prices for AI jobs.',
  },
};

/** The name of a job without its kind, which the badge says. */
export const plainName = (jobName: string): string => jobName.slice(jobName.indexOf('/') + 1);
