/**
 * Asks at the terminal for a code of an MFA device; undefined where the standard input or the standard error is none. The
 * terminal stays as it is, so that Ctrl-C ends the process. The end of the input is an empty code, which AWS refuses.
 */
export function askCodeAt({
  stdin,
  stderr,
}: Pick<NodeJS.Process, 'stdin' | 'stderr'>): ((serial: string) => Promise<string>) | undefined {
  if (!stdin.isTTY || !stderr.isTTY) return undefined;
  return async serial => {
    const { createInterface } = await import('node:readline');
    const lines = createInterface({ input: stdin, terminal: false });
    stderr.write(`MFA code for ${serial}: `);
    try {
      return await new Promise<string>(resolve => {
        lines.once('line', line => {
          resolve(line.trim());
        });
        lines.once('close', () => {
          resolve('');
        });
      });
    } finally {
      lines.close();
    }
  };
}
