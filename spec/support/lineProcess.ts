import { createInterface } from 'node:readline';
import { startChild } from './child.js';

/** A child that answers each line of JSON with a line of JSON, in the order in which it was asked. */
export interface LineProcess {
  readonly ask: (question: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/**
 * Starts a child that writes a first line once it is ready; undefined where there is no such command, or (77)
 * no such module. One that is still there at its deadline is killed, and what waits for an answer then says so.
 */
export async function startLineProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<LineProcess | undefined> {
  const { process: child, ended } = startChild(command, args, { env });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const gone = ended.then(({ code, stderr }) => {
    throw new Error(`${[command, ...args].join(' ')} ended with ${String(code)}: ${stderr}`);
  });
  gone.catch(() => undefined);
  const read = (): Promise<string> =>
    Promise.race([
      // At the end of the output the process says how it has ended.
      lines.next().then(({ done, value }) => (done === true ? gone : value)),
      gone,
    ]);
  try {
    await read();
  } catch (error) {
    const code = await ended.then(
      end => end.code,
      (failed: unknown) => (failed as NodeJS.ErrnoException).code,
    );
    if (['ENOENT', 77, 127].includes(code ?? '')) return undefined;
    throw error;
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: question => {
      child.stdin?.write(`${JSON.stringify(question)}\n`);
      const answer = last.then(read).then(line => JSON.parse(line) as unknown);
      last = answer.catch(() => undefined);
      return answer;
    },
    close: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}
