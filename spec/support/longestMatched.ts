/** The length of the longest text that any regular expression meets while `work` runs. */
export function longestMatched(work: () => void): number {
  let longest = 0;
  // `test`, `match` and `replace` all go through `exec`.
  const prototype = RegExp.prototype as { exec: (this: RegExp, text: string) => RegExpExecArray | null };
  const { exec } = prototype;
  prototype.exec = function (text) {
    longest = Math.max(longest, text.length);
    return exec.call(this, text);
  };
  try {
    work();
  } finally {
    prototype.exec = exec;
  }
  return longest;
}
