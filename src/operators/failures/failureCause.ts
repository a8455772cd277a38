/** The cause of a failure, as far as the FailureReason names it. */
export type FailureCause =
  /** A limit of the account. */
  | 'quota'
  /** AWS has no free instance of this type. */
  | 'capacity'
  /** A role or a policy lacks a permission. */
  | 'permission'
  /** The container image can't be pulled, or is too large. */
  | 'imagePull'
  /** The model's archive can't be downloaded or unpacked. */
  | 'modelData'
  /** The container didn't start. */
  | 'containerStart'
  /** The container started and never passed its health check. */
  | 'healthCheck'
  | 'outOfMemory'
  /** The container answered 4xx to the sample payload. */
  | 'container4xx'
  /** The container answered 5xx. */
  | 'container5xx'
  /** The container answered 4xx or 5xx, and the text doesn't say which. */
  | 'containerError'
  /** The container didn't answer in time, or not at all. */
  | 'noResponse'
  /** The sample payload can't be used. */
  | 'payload'
  /** The model can't be compiled for the instance type, by SageMaker Neo. */
  | 'compilation'
  /** The service failed, without giving a cause. */
  | 'service'
  /** No reason is given, or it is of no known kind. */
  | 'unknown';

/**
 * The patterns that identify each cause; the first match wins. Certain signs precede words that a container's
 * own message can contain: a container that answers 500 with "access denied" is `container5xx`. Out of
 * memory is the exception, as it is more specific than the 500 around it. Neo reports a missing permission and a
 * broken archive as errors of a compilation, too: what is wrong with those precedes it.
 */
const CAUSE_PATTERNS: readonly (readonly [cause: FailureCause, pattern: RegExp])[] = [
  ['quota', /\bResourceLimitExceeded\b|account-level service[ -]limit/i],
  [
    'capacity',
    /\bCapacityError\b|Insufficient(?:Instance)?Capacity|provision requested ML compute capacity/i,
  ],
  // 507 is how model servers say that they are out of memory.
  [
    'outOfMemory',
    /\bOutOfMemory|\bout of memory\b|\binstance type with more memory\b|\bserver error \(507\)/i,
  ],
  ['healthCheck', /\bnot pass the ping health check\b/i],
  ['containerStart', /\bCannotStartContainerError\b/i],
  ['payload', /\bPayloadError\b|\bhas oversize body\b/],
  ['noResponse', /\bcould not get a response from\b|\btimed out while waiting for a response\b/i],
  ['containerError', /\breturned 4xx or 5xx\b/i],
  ['container4xx', /\breceived client error \(4\d\d\)|\breturned 4xx\b/i],
  ['container5xx', /\breceived server error \(5\d\d\)|\breturned 5xx\b|\breturned an error 5\d\d\b/i],
  ['containerError', /\bModelError\b/],
  [
    'modelData',
    /\bmodel data (?:archive|for container|from URL|at)\b|\bunable to untar\b|\bInputConfiguration: (?:S3 object does not exist|Bucket .{1,70} is in region)\b/i,
  ],
  [
    'imagePull',
    /\bimages included in the model\b|\bcannot pull\b|\bnot be pulled\b|\bmanifest unknown\b|\bimage size \d+ is greater\b/i,
  ],
  [
    'permission',
    /\bAccess ?Denied|\bnot authorized to perform\b|\bdoes not have (?:\S+ )?permissions?\b|\bdoes not grant\b|\bassume (?:the )?role\b|\brole ARN cannot be assumed\b/i,
  ],
  [
    'service',
    /\bInternalServerError\b|\bencountered an internal error\b|\binternal server error during\b|\bRequest to service failed\b/i,
  ],
  [
    'compilation',
    /\bCompilationError\b|\bInputConfiguration:|\bOperator(?:NotImplemented|Attribute\w+)\b|\bTVM cannot convert\b|\bcompilation (?:job )?failed\b/i,
  ],
];

/** Returns the cause that a FailureReason names, by wordings that AWS is known to use; `unknown` for any other. */
export function failureCause(reason: string): FailureCause {
  return CAUSE_PATTERNS.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'unknown';
}
