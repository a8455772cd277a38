/** The words by which clients tell errors and failures apart, with the text that stands for each. */
const WORDS: readonly (readonly [pattern: RegExp, text?: string])[] = [
  [/requested resource not found|could not find|already exists/i],
  [/(?:next)?token/i],
  [/expired?\b|signature expired|signature not yet current|skewed/i],
  [/socket hang up|premature close|fetch failed|network error|\bterminated\b|\baborted\b|region is missing/i],
  [/ResourceLimitExceeded|account-level service[ -]limit|rate exceeded/i],
  [/CapacityError|Insufficient(?:Instance)?Capacity|provision requested ML compute capacity/i],
  [/OutOfMemory(?:Error)?|\bout of memory\b|instance type with more memory/i],
  [/not pass the ping health check|CannotStartContainerError/i],
  [/PayloadError|has oversize body|could not get a response from|timed out while waiting for a response/i],
  [
    /returned 4xx or 5xx|returned [45]xx|returned an error 5\d\d|received (?:client|server) error \([45]\d\d\)/i,
  ],
  [/\bModelError\b/],
  [/model data (?:archive|for container|from URL|at)\b|unable to untar/i],
  [/InputConfiguration:(?: S3 object does not exist)?/i],
  [/InputConfiguration: Bucket .{1,70} is in region/i, 'InputConfiguration: Bucket x is in region'],
  [/images included in the model|cannot pull|not be pulled|manifest unknown|image size \d+ is greater/i],
  [
    /Access ?Denied|not authorized to perform|does not grant|assume (?:the )?role|role ARN cannot be assumed/i,
  ],
  [/does not have (?:\S+ )?permissions?/i, 'does not have permissions'],
  [
    /InternalServerError|encountered an internal error|internal server error during|Request to service failed/i,
  ],
  [/CompilationError|OperatorNotImplemented|TVM cannot convert|compilation (?:job )?failed/i],
  [/OperatorAttribute\w+/i, 'OperatorAttributeInvalid'],
];

/**
 * What a text may keep: the words by which it is told which error or failure it is, in their order, with three dots
 * for what is between them. Empty where there are none. They are AWS's own, and a caller's are never among them.
 */
export function tellingWords(text: string): string {
  const found = WORDS.flatMap(([pattern, instead]) =>
    [...text.matchAll(new RegExp(pattern, 'gi'))].map(({ index, 0: match }) => ({
      at: index,
      words: instead ?? match,
    })),
  ).sort((a, b) => a.at - b.at);
  const words = [...new Set(found.map(match => match.words))];
  // Some are told by standing first.
  return (found[0]?.at ?? 0) > 0 ? `… ${words.join(' … ')}` : words.join(' … ');
}
