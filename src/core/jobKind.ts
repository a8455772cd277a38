import { show, type Rule } from './check.js';
import { InvalidInputError } from './errors.js';

/**
 * The kinds of jobs that are followed: `classic` of Inference Recommender, `recommendation` and `benchmark` of the AI
 * generation. The same name may exist once in each kind.
 */
export const JOB_KINDS = ['classic', 'recommendation', 'benchmark'] as const;

/** A kind of job. */
export type JobKind = (typeof JOB_KINDS)[number];

/** Whether a text names a kind of jobs. */
export const isJobKind = (text: unknown): text is JobKind => (JOB_KINDS as readonly unknown[]).includes(text);

/** A job by kind and plain name; region and account where it was given as an ARN. */
export interface JobReference {
  readonly kind: JobKind;
  /** As the API of its kind takes it. */
  readonly name: string;
  readonly region?: string;
  readonly account?: string;
}

/** What the ARNs of each kind have before the name. */
const RESOURCES: Readonly<Record<JobKind, string>> = {
  classic: 'inference-recommendations-job',
  recommendation: 'ai-recommendation-job',
  benchmark: 'ai-benchmark-job',
};

/** Length of the longest name of each kind, in characters. Source: patterns of the service's model. */
const LONGEST: Readonly<Record<JobKind, number>> = { classic: 64, recommendation: 63, benchmark: 63 };

/** Length of the longest ARN that is read, in characters. Source: the service's model. */
const LONGEST_ARN = 256;

/** A list of kinds. */
export const someKinds: Rule = {
  must: `must be a non-empty list of ${JOB_KINDS.join(', ')}`,
  holds: value => Array.isArray(value) && value.length > 0 && value.every(isJobKind),
};

const NAME = /^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/;
const QUALIFIED = /^(?<resource>[a-z-]+)\/(?<name>[^/]*)$/;
const ARN =
  /^arn:aws[a-z-]*:sagemaker:(?<region>[a-z0-9-]+):(?<account>\d{12}):(?<resource>[a-z-]+)\/(?<name>[^/]*)$/;

/**
 * Reads the name of a job of any kind: a plain name, which is always that of a classic job, a qualified name
 * (`ai-recommendation-job/NAME`, `ai-benchmark-job/NAME`), or the ARN of a job of any kind.
 *
 * Fails with `InvalidInputError`, whose message has the forms.
 *
 * @example
 * ```ts
 * import { parseJobName } from 'stepstream';
 *
 * parseJobName('ai-benchmark-job/nightly'); // { kind: 'benchmark', name: 'nightly' }
 * ```
 */
export function parseJobName(text: unknown): JobReference {
  const reference = typeof text === 'string' && text.length <= LONGEST_ARN ? readName(text) : undefined;
  if (reference !== undefined) return reference;
  throw new InvalidInputError(
    'jobName',
    `must be a name (up to ${String(LONGEST.classic)} letters, digits and hyphens, with a letter or digit at both ` +
      `ends), ai-recommendation-job/NAME or ai-benchmark-job/NAME (up to ${String(LONGEST.recommendation)}), or the ` +
      `ARN of such a job; got ${show(text)}`,
  );
}

function readName(text: string): JobReference | undefined {
  if (!text.includes('/')) return checked('classic', text);
  const { region, account, resource, name } = (ARN.exec(text) ?? QUALIFIED.exec(text))?.groups ?? {};
  const kind = JOB_KINDS.find(one => RESOURCES[one] === resource);
  const reference = kind && checked(kind, name ?? '');
  return reference && { ...reference, ...(region !== undefined && { region, account }) };
}

// The length is checked first, so that the pattern is never applied to a long string.
const checked = (kind: JobKind, name: string): JobReference | undefined =>
  name.length <= LONGEST[kind] && NAME.test(name) ? { kind, name } : undefined;

/**
 * The name of a job in events, steps and paths of a gateway: `nightly` of a classic job, else
 * `ai-recommendation-job/nightly` or `ai-benchmark-job/nightly`. A slash can't be in a plain name, so that no two jobs of
 * an account and region have one name.
 *
 * @example
 * ```ts
 * import { qualifiedName } from 'stepstream';
 *
 * qualifiedName({ kind: 'recommendation', name: 'nightly' }); // 'ai-recommendation-job/nightly'
 * ```
 */
export function qualifiedName({ kind, name }: Pick<JobReference, 'kind' | 'name'>): string {
  return kind === 'classic' ? name : `${RESOURCES[kind]}/${name}`;
}

/**
 * The kind of the job that a qualified name names; `classic` for any other text.
 *
 * @example
 * ```ts
 * import { jobKindOf } from 'stepstream';
 *
 * jobKindOf('ai-benchmark-job/nightly'); // 'benchmark'
 * ```
 */
export function jobKindOf(jobName: string): JobKind {
  return JOB_KINDS.find(kind => kind !== 'classic' && jobName.startsWith(`${RESOURCES[kind]}/`)) ?? 'classic';
}
