import { failureCause } from '../operators/failures/failureCause.js';
import { FAILURE_HINTS } from '../operators/failures/failureHints.js';

/** Where the figures of an AI benchmark job are, as no call of the service tells them. */
export const BENCHMARK_FIGURES =
  'profile_export_aiperf.json in the archive output.tar.gz below its S3OutputLocation';

/** What to do about reasons that only AI jobs have. The first match wins. */
const HINTS: readonly (readonly [reason: RegExp, hint: string])[] = [
  [
    /servicequotas:GetServiceQuota/i,
    'Allow servicequotas:GetServiceQuota in the execution role of the job: AmazonSageMakerFullAccess does not have it.',
  ],
  [
    /\berror rate\b.*\bexceeds maximum\b/i,
    `Too many answers of the endpoint were invalid. The figures of the others are sound: ${BENCHMARK_FIGURES}.`,
  ],
];

/** Advice on the FailureReason of an AI job; undefined where the reason is of no known kind. */
export function aiJobHint(reason: string | undefined): string | undefined {
  if (reason === undefined) return undefined;
  const own = HINTS.find(([pattern]) => pattern.test(reason))?.[1];
  if (own !== undefined) return own;
  const cause = failureCause(reason);
  return cause === 'unknown' ? undefined : FAILURE_HINTS[cause];
}
