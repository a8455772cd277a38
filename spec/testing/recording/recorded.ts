import { recordCalls, type RecordOptions } from '../../../src/testing/index.js';

/** A command of a class with this name. */
export function command(operation: string, input: object): { readonly input: object } {
  const Command = function (this: { input: object }): void {
    this.input = input;
  };
  Object.defineProperty(Command, 'name', { value: `${operation}Command` });
  return Reflect.construct(Command, []) as { readonly input: object };
}

/** A call, and what a client that is a mock answers or throws. */
export interface Scripted {
  readonly operation: string;
  readonly input?: object;
  readonly answer: object | Error;
  /** Moment of the call, in milliseconds of the recording. */
  readonly at?: number;
}

/** The lines of a recording of these calls, the first one that of its format. */
export async function linesOf(
  calls: readonly Scripted[],
  redact?: RecordOptions['redact'],
): Promise<string[]> {
  const lines: string[] = [];
  let present = 0;
  let next: object | Error = {};
  const client = {
    send: () => (next instanceof Error ? Promise.reject(next) : Promise.resolve(next)),
  };
  const time = { now: () => 1_000_000, monotonic: () => present };
  const recording = recordCalls(client, { write: line => lines.push(line), redact, time });
  for (const { operation, input = {}, answer, at = present } of calls) {
    present = at;
    next = answer;
    await recording.send(command(operation, input)).catch(() => undefined);
  }
  return lines;
}

/** The calls of a recording, parsed. */
export const parsedCalls = (lines: readonly string[]): Record<string, unknown>[] =>
  lines.slice(1).map(line => JSON.parse(line) as Record<string, unknown>);

/** The answers of a recording, parsed. */
export const answersOf = (lines: readonly string[]): Record<string, unknown>[] =>
  parsedCalls(lines).map(({ body }) => JSON.parse(body as string) as Record<string, unknown>);
