import { isLeft, type Either } from 'fp-ts/lib/Either.js';
import { InvalidInputError } from '../../core/errors.js';
import type { DecodeError } from '../../core/decodeError.js';
import type { WatchedJob } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { decodeOnce } from '../../decode/decodeOnce.js';
import { decodeWith } from '../../decode/decodeWith.js';
import { watchedRecommendationJob } from '../../core/watchedAIJob.js';
import { AIRecommendationJob } from '../../decode/aiJob.js';
import { Job as JobCodec } from '../../decode/job.js';
import { recommendationSteps } from '../../decode/recommendationSteps.js';
import { withoutNulls } from '../../paging/nullItems.js';
import { parseDocuments } from './parseDocuments.js';

/** The steps of a job that were saved in a file. */
export interface SavedJob {
  readonly jobName: string;
  readonly steps: readonly Step[];
  /** The description of the job, where the file has it. */
  readonly job?: WatchedJob;
  /** Whether the listing ends with a token, and so is only a part. */
  readonly cut: boolean;
  /** Number of null items that are left out. */
  readonly nulls: number;
}

/** What a file holds, piece by piece. */
interface Contents {
  readonly steps: unknown[];
  readonly descriptions: unknown[];
  /** Descriptions of AI recommendation jobs, which have their recommendations. */
  readonly aiDescriptions: unknown[];
  /** The token of the last page. */
  nextToken?: unknown;
  nulls: number;
}

/**
 * Reads the steps of a job from JSON: one document, or several in a row. It takes pages (`{ "Steps": […] }`, as aws-cli,
 * boto3 and this command write them, or `{ "steps": […] }` of the library), lists of pages, lists of steps, single
 * steps, and beside them the description of the job, as DescribeInferenceRecommendationsJob has it. The description of
 * an AI recommendation job has its recommendations, so that it stands for its steps. Null items are left out.
 *
 * Fails with `InvalidInputError`, which says what to save instead.
 */
export function readSavedJob(text: string, name: string): SavedJob {
  const fail = (rule: string, cause?: unknown): never => {
    throw new InvalidInputError('FILE', `${name} ${rule}`, { cause });
  };
  const documents = parseDocuments(text);
  if (typeof documents === 'string') return fail(`${documents}. ${HOW_TO_SAVE}`);
  const contents: Contents = { steps: [], descriptions: [], aiDescriptions: [], nulls: 0 };
  if (!documents.every(document => collect(document, contents)))
    return fail(`holds something else. ${HOW_TO_SAVE}`);
  const { steps: listed, descriptions, aiDescriptions, nextToken, nulls } = contents;
  if (listed.length === 0 && aiDescriptions.length === 0) {
    return fail(
      descriptions.length === 0
        ? `has no steps. ${HOW_TO_SAVE}`
        : `has the description of a job, and not its steps: a description has ten at most. ${HOW_TO_SAVE}`,
    );
  }
  const steps = listed.map((step, i) => decodeOnce(step, `steps[${String(i)}]`));
  const classic = descriptions.map(job => decodeWith(JobCodec, job, () => 'job'));
  const ai = aiDescriptions.map(job => decodeWith(AIRecommendationJob, job, () => 'job'));
  const described = rightsOf(ai).map(recommendationSteps);
  const faults = [
    ...[...classic, ...ai, ...steps].flatMap(result => (isLeft(result) ? [result.left] : [])),
    ...(listed.length > 0 ? [] : described.flatMap(({ errors }) => errors)),
  ];
  if (faults.length > 0) return fail(`can't be decoded: ${faultText(faults)}`, faults[0]);
  const jobs: readonly WatchedJob[] = [...rightsOf(classic), ...rightsOf(ai).map(watchedRecommendationJob)];
  const decoded = listed.length > 0 ? rightsOf(steps) : described.flatMap(({ steps: found }) => found);
  const names = new Set([...jobs, ...decoded].map(({ JobName }) => JobName));
  if (names.size > 1) return fail(`is about several jobs: ${[...names].join(', ')}`);
  const [[jobName = ''], [job]] = [names, jobs];
  return { jobName, steps: decoded, ...(job && { job }), cut: (nextToken ?? '') !== '', nulls };
}

const rightsOf = <A>(results: readonly Either<DecodeError, A>[]): readonly A[] =>
  results.flatMap(result => (isLeft(result) ? [] : [result.right]));

const HOW_TO_SAVE =
  "Save the steps with 'stepstream steps JOB --output json', or with " +
  "'aws sagemaker list-inference-recommendations-job-steps --job-name JOB'; of an AI recommendation job its description";

/** Takes what a document holds. Returns false where it is none of the known ones. */
function collect(document: unknown, contents: Contents): boolean {
  if (document === null) {
    contents.nulls += 1;
    return true;
  }
  if (typeof document !== 'object') return false;
  if (Array.isArray(document)) return document.every(item => collect(item, contents));
  const { Steps, steps, StepType, InputConfig, AIRecommendationJobName, ...more } = document as Readonly<
    Record<string, unknown>
  >;
  const listed = Steps ?? steps;
  if (Array.isArray(listed)) {
    const found = withoutNulls(listed);
    contents.nulls += listed.length - found.length;
    for (const step of found) contents.steps.push(step);
    contents.nextToken = more['NextToken'] ?? more['resumeToken'] ?? more['nextToken'];
  } else if (StepType !== undefined) contents.steps.push(document);
  else if (InputConfig !== undefined) contents.descriptions.push(document);
  else if (AIRecommendationJobName !== undefined) contents.aiDescriptions.push(document);
  else return false;
  return true;
}

/** Formats the first fault, and how many there are. */
function faultText(errors: readonly DecodeError[]): string {
  const faults = errors.flatMap(({ message }) => message.split('\n'));
  const [first = ''] = faults;
  return faults.length === 1 ? first : `${first}, and ${String(faults.length - 1)} more`;
}
