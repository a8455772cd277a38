import { compileQuery } from '../../operators/query/compileQuery.js';
import { listDocument } from './jsonSink.js';
import type { Kind } from './kind.js';
import type { Output } from './output.js';
import { resultText } from '../tables/resultText.js';
import { sinkOfAll, type Sink } from './sink.js';

/**
 * What a JMESPath expression makes of the whole listing; nothing of a part of it. Fails with
 * `InvalidInputError` at once where the expression can't be read.
 */
export function querySink<T>(
  expression: string,
  kind: Pick<Kind<T>, 'member' | 'toWire'>,
  { out, format, terminal }: Output,
): Sink<T> {
  const ask = compileQuery(expression, '--query');
  const sink = sinkOfAll<T>(async (items, { resumeToken, finished }) => {
    if (!finished) return;
    const result = ask(listDocument(kind, items, resumeToken));
    await out.write(resultText(result, format, terminal));
  });
  return { ...sink, partial: false };
}
