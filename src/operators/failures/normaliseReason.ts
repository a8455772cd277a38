/** The parts of a reason that vary from step to step and their placeholders, replaced in this order. */
const PLACEHOLDERS: readonly (readonly [pattern: RegExp, placeholder: string])[] = [
  [/\s+/g, ' '],
  [/\b[\dx]{12}\.dkr\.ecr[\w.-]*\.amazonaws\.com[\w.]*\/[\w./:@-]*\w/gi, '<image>'],
  [/\barn:aws[\w-]*:[^\s'",()[\]]*[\w/*>]/g, '<arn>'],
  [/\b(?:https?|s3):\/\/[^\s'",()]*[\w/]/g, '<url>'],
  [/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b[\da-f]{16,}\b/gi, '<id>'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.,]*(?:Z|[+-]\d\d:?\d\d)?/g, '<time>'],
  [/\bml\.[a-z\d-]+\.[a-z\d-]+/g, '<instance>'],
  [/\bsm-epc-[\w-]+/g, '<endpoint>'],
  [/\b(hosting endpoint|response from the) (?!<)[\w-]+(?=:| endpoint)/g, '$1 <endpoint>'],
  [/\b[a-z]{2}(?:-[a-z]+){1,2}-\d[a-z]?\b|\b[a-z]{3,4}\d-az\d\b/g, '<region>'],
  // Numbers, but not the status that a container answered, nor the 4 of 4xx.
  [/(?<!\berror \()\b\d+(?:[-.,:]\d+)*(?=(?:[KMGT]i?B|ms|s)?\b)/g, '<n>'],
];

/**
 * Returns a FailureReason with placeholders for the parts that vary from step to step: instance types, ARNs,
 * images, URLs, request ids, times, regions and numbers, so that equal failures have equal texts. The
 * status that a container answered is kept.
 */
export function normaliseReason(reason: string): string {
  return PLACEHOLDERS.reduce(
    (text, [pattern, placeholder]) => text.replace(pattern, placeholder),
    reason,
  ).trim();
}
