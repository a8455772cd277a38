import { compileQuery } from '../../operators/query/compileQuery.js';
import { listDocument } from './jsonSink.js';
import type { ItemFormats } from './itemFormats.js';
import type { Output } from './output.js';
import { resultText } from '../tables/resultText.js';
import { collectingSink, type ItemSink } from './itemSink.js';

/**
 * What a JMESPath expression makes of the whole listing; nothing of a part of it. Fails with
 * `InvalidInputError` at once where the expression can't be read.
 */
export function querySink<T>(
  expression: string,
  kind: Pick<ItemFormats<T>, 'members' | 'memberOf' | 'toWire'>,
  output: Output,
): ItemSink<T> {
  const search = compileQuery(expression, '--query');
  const sink = collectingSink<T>(async (items, { resumeToken, finished }) => {
    if (!finished) return;
    const result = search(listDocument(kind, items, resumeToken));
    await output.out.write(resultText(result, output));
  });
  return { ...sink, writesPartial: false };
}
